# The commands that documents tell people to type. Included from tests/CMakeLists.txt.
if(PYTHON AND BASH)
  add_test(NAME "docs: every command of start.md and howto.md works" COMMAND ${PYTHON}
    ${CMAKE_CURRENT_LIST_DIR}/run_commands.py $<TARGET_FILE:strathern> ${PROJECT_SOURCE_DIR}/docs/start.md
    ${PROJECT_SOURCE_DIR}/docs/howto.md)
  set_tests_properties("docs: every command of start.md and howto.md works" PROPERTIES LABELS slow)
endif()
