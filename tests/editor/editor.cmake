# What editors say of the shipped files. Included from tests/CMakeLists.txt.
add_test(NAME "editor: VS Code accepts, marks and completes" COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/run.sh
  ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/tests/editor)
set_tests_properties("editor: VS Code accepts, marks and completes" PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
