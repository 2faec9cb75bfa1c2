# What an installation holds, and what a program that links us sees: find_package(strathern), strathern::strathern.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/strathern)

# The consumer's one name. The report stands on top of all other libraries, so it brings them along.
add_library(strathern_all INTERFACE)
set_target_properties(strathern_all PROPERTIES EXPORT_NAME strathern)
add_library(strathern::strathern ALIAS strathern_all) # the same name for who takes our tree as a subdirectory
target_link_libraries(strathern_all INTERFACE strathern_report)

# Our headers are C++20 wherever they are compiled.
target_compile_features(strathern_options INTERFACE cxx_std_20)

set(libraries strathern_all strathern_options)
foreach(name IN ITEMS core params model scenario output analysis study report verify validate)
  set_target_properties(strathern_${name} PROPERTIES EXPORT_NAME ${name}) # strathern::core, not strathern::strathern_core
  list(APPEND libraries strathern_${name})
endforeach()
set_target_properties(strathern_options PROPERTIES EXPORT_NAME options)

# The program is not part of the export: its target's name is the one that the library has there.
install(TARGETS strathern)
install(TARGETS ${libraries} EXPORT strathern INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT strathern NAMESPACE strathern:: FILE strathern-targets.cmake DESTINATION ${package_dir})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/strathern DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_BINARY_DIR}/generated/strathern DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.hpp)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/strathern)
set(pages ${PROJECT_BINARY_DIR}/pages)
install(FILES ${pages}/strathern DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${pages}/_strathern DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${pages}/strathern.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${pages}/strathern.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/strathern-config.cmake.in
  ${PROJECT_BINARY_DIR}/strathern-config.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/strathern-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/strathern-config.cmake ${PROJECT_BINARY_DIR}/strathern-config-version.cmake
  DESTINATION ${package_dir})
