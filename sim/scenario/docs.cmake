# The reference page of all parameters: a test that fails when the committed page is stale, a target that rewrites it.
# Included from tests/CMakeLists.txt (after enable_testing).
set(schema ${PROJECT_SOURCE_DIR}/scenarios/scenario.schema.json)
set(parameters_page ${PROJECT_SOURCE_DIR}/docs/parameters.md)
add_test(NAME "docs: parameters.md is current" COMMAND strathern_codegen ${schema} --check-docs ${parameters_page})
set_tests_properties("docs: parameters.md is current" PROPERTIES LABELS fast)
add_custom_target(accept-docs COMMAND strathern_codegen ${schema} --docs ${parameters_page} VERBATIM)
