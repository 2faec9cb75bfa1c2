# Publishing a study, and whether what is published is still what the program gives. Included from tests/CMakeLists.txt.
if(PYTHON)
  add_test(NAME "python: publish" COMMAND ${PYTHON} ${CMAKE_CURRENT_LIST_DIR}/test_publish.py)
  add_test(NAME "results: tokenmaxxing is as published" COMMAND ${PYTHON} ${PROJECT_SOURCE_DIR}/python/publish.py --check
    $<TARGET_FILE:strathern> ${PROJECT_SOURCE_DIR}/results/published/tokenmaxxing)
  set_tests_properties("python: publish" "results: tokenmaxxing is as published" PROPERTIES LABELS slow
    SKIP_RETURN_CODE 77 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} ENVIRONMENT "STRATHERN_BINARY=$<TARGET_FILE:strathern>")
endif()
