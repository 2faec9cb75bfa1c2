# How every target is compiled: one place for the flags that the promise "same bytes" rests on.
add_library(strathern_options INTERFACE)
# g++ 12 warns of overlaps inside std::string that can't be (its bug 105651), hence no -Wrestrict.
# No contraction into fused multiply-add, no relaxed arithmetic: the same bits for every compiler and processor.
target_compile_options(strathern_options INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math
  "$<BUILD_INTERFACE:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-sign-conversion;-Werror=switch;-Werror=return-type;$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>>")
if(STRATHERN_WERROR)
  target_compile_options(strathern_options INTERFACE $<BUILD_INTERFACE:-Werror>)
endif()
# Bounds of columns are checked, and which columns each phase touches is recorded.
if(STRATHERN_CHECKED)
  target_compile_definitions(strathern_options INTERFACE STRATHERN_CHECKED=1)
endif()
if(STRATHERN_SANITIZE)
  target_compile_options(strathern_options INTERFACE -fsanitize=${STRATHERN_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(strathern_options INTERFACE -fsanitize=${STRATHERN_SANITIZE})
endif()
# A new parameter links twenty programs again; lld takes a quarter of the time.
find_program(LLD ld.lld)
if(LLD)
  target_link_options(strathern_options INTERFACE $<BUILD_INTERFACE:-fuse-ld=lld>)
endif()
target_include_directories(strathern_options INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim>
  $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>)
