# The reference pages of parameters, outputs and state: tests that fail when a committed page is stale, a target that
# rewrites them; and the tests of the schema and of its generator. Included from tests/CMakeLists.txt (after
# enable_testing).
set(schema ${PROJECT_SOURCE_DIR}/scenarios/scenario.schema.json)
set(parameters_page ${PROJECT_SOURCE_DIR}/docs/parameters.md)
set(outputs_page ${PROJECT_SOURCE_DIR}/docs/outputs.md)
set(state_page ${PROJECT_SOURCE_DIR}/docs/state.md)
add_custom_target(accept-docs COMMAND strathern_codegen ${schema} --docs ${parameters_page}
  --editor ${PROJECT_SOURCE_DIR}/scenarios/editor
  COMMAND strathern_outputs --docs ${outputs_page} --state ${state_page} VERBATIM)

add_test(NAME "docs: parameters.md is current" COMMAND strathern_codegen ${schema} --check-docs ${parameters_page})
add_test(NAME "schema: what editors read is current"
  COMMAND strathern_codegen ${schema} --check-editor ${PROJECT_SOURCE_DIR}/scenarios/editor)
add_test(NAME "docs: outputs.md is current" COMMAND strathern_outputs --check-docs ${outputs_page})
add_test(NAME "docs: state.md is current" COMMAND strathern_outputs --check-state ${state_page})
set_tests_properties("docs: parameters.md is current" "schema: what editors read is current" "docs: outputs.md is current" "docs: state.md is current"
  PROPERTIES LABELS fast)

find_program(PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON)
  set(checks ${PROJECT_SOURCE_DIR}/tests/python)
  add_test(NAME "schema: shipped files fit it" COMMAND ${PYTHON} ${checks}/check_schema.py ${PROJECT_SOURCE_DIR}/scenarios)
  add_test(NAME "schema: the generator refuses spoilt ones"
    COMMAND ${PYTHON} ${checks}/check_codegen.py $<TARGET_FILE:strathern_codegen> ${schema})
  add_test(NAME "docs: every source has its entry" COMMAND ${PYTHON}
    ${PROJECT_SOURCE_DIR}/tests/architecture/check_references.py ${PROJECT_SOURCE_DIR})
  add_test(NAME "docs: links, paths and the README's map" COMMAND ${PYTHON}
    ${PROJECT_SOURCE_DIR}/tests/architecture/check_documents.py ${PROJECT_SOURCE_DIR})
  set_tests_properties("schema: shipped files fit it" "docs: every source has its entry"
    "docs: links, paths and the README's map" PROPERTIES LABELS fast SKIP_RETURN_CODE 77)
  set_tests_properties("schema: the generator refuses spoilt ones" PROPERTIES LABELS slow SKIP_RETURN_CODE 77)
endif()
