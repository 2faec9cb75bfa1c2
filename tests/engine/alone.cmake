# The engine by itself, as it will be compiled to WebAssembly: a program of core, parameters and model with nothing
# else, and what its libraries ask the system for. Included from tests/CMakeLists.txt.
add_executable(engine_alone ${CMAKE_CURRENT_LIST_DIR}/alone.cpp)
target_link_libraries(engine_alone PRIVATE strathern_model)
add_test(NAME "engine: runs alone" COMMAND engine_alone)
set_tests_properties("engine: runs alone" PROPERTIES LABELS fast)

# Sanitizers bring symbols of their own.
if(PYTHON AND CMAKE_NM AND NOT STRATHERN_SANITIZE)
  add_test(NAME "engine: no files, threads, clocks" COMMAND ${PYTHON} ${CMAKE_CURRENT_LIST_DIR}/check_symbols.py ${CMAKE_NM}
    $<TARGET_FILE:strathern_core> $<TARGET_FILE:strathern_params> $<TARGET_FILE:strathern_model>)
  set_tests_properties("engine: no files, threads, clocks" PROPERTIES LABELS fast)
endif()
