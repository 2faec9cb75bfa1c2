# Layout, what is probably a mistake, and the size of pieces. Included from tests/CMakeLists.txt.
add_test(NAME "architecture: clang-format" COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/check_format.sh ${PROJECT_SOURCE_DIR}
  ${PROJECT_BINARY_DIR}/format.stamp)
set_tests_properties("architecture: clang-format" PROPERTIES LABELS fast SKIP_RETURN_CODE 77)

if(PYTHON)
  # A file takes seconds. The fast tests look at what has just been edited, as far as two seconds last; the slow ones
  # (first, where both run) at everything that is not known to be clean.
  set(tidy ${PYTHON} ${CMAKE_CURRENT_LIST_DIR}/check_tidy.py ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
  add_test(NAME "architecture: clang-tidy" COMMAND ${tidy})
  add_test(NAME "architecture: clang-tidy of the latest changes" COMMAND ${tidy} --budget 2)
  set_tests_properties("architecture: clang-tidy" PROPERTIES LABELS slow SKIP_RETURN_CODE 77 PROCESSORS 2)
  set_tests_properties("architecture: clang-tidy of the latest changes" PROPERTIES LABELS fast SKIP_RETURN_CODE 77
    DEPENDS "architecture: clang-tidy")

  add_test(NAME "architecture: small pieces" COMMAND ${PYTHON} ${CMAKE_CURRENT_LIST_DIR}/check_functions.py
    ${PROJECT_SOURCE_DIR})
  set_tests_properties("architecture: small pieces" PROPERTIES LABELS fast SKIP_RETURN_CODE 77)
  add_test(NAME "mutants: the tool itself" COMMAND ${PYTHON} ${PROJECT_SOURCE_DIR}/tests/mutation/test_mutants.py)
  set_tests_properties("mutants: the tool itself" PROPERTIES LABELS fast)
endif()
