# Completions and the manual page, as shells and man take them. Included from tests/CMakeLists.txt.
find_program(BASH bash)
if(BASH)
  add_test(NAME "pages: bash completes" COMMAND ${BASH} ${CMAKE_CURRENT_LIST_DIR}/bash.sh $<TARGET_FILE:strathern>)
  set_tests_properties("pages: bash completes" PROPERTIES LABELS fast)
endif()
foreach(what IN ITEMS zsh fish man)
  add_test(NAME "pages: ${what} takes its page" COMMAND sh ${CMAKE_CURRENT_LIST_DIR}/others.sh $<TARGET_FILE:strathern>
    ${what})
  set_tests_properties("pages: ${what} takes its page" PROPERTIES LABELS fast SKIP_RETURN_CODE 77)
endforeach()
set_tests_properties("pages: zsh takes its page" PROPERTIES LABELS slow) # it types
