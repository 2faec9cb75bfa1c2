// Every method counts itself, fails if it is its turn, and else passes the call on.
#include "faults/failing_sqlite.hpp"

#include <stdexcept>

namespace testing {
namespace {

struct State {
    FaultPlan plan;
    long calls = 0;
    sqlite3_vfs* real = nullptr;
    sqlite3_mem_methods memory{};
};
State state;

bool fails(Fault fault) {
    if (state.plan.fault != fault) return false;
    const long call = state.calls++;
    return state.plan.at >= 0 && (state.plan.for_ever ? call >= state.plan.at : call == state.plan.at);
}

/// A file of ours; the real one stands behind it in memory.
struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

/// What a call that writes gives, 0 to pass it on.
int writing(int input_output) {
    if (fails(Fault::disk_full)) return SQLITE_FULL;
    return fails(Fault::input_output) ? input_output : SQLITE_OK;
}

int reading(int input_output) { return fails(Fault::input_output) ? input_output : SQLITE_OK; }

int opening(int input_output, int permission) {
    if (fails(Fault::permission)) return permission;
    return fails(Fault::input_output) ? input_output : SQLITE_OK;
}

#define STRATHERN_PASS_ON(check, method, ...)                            \
    if (const int failure = check; failure != SQLITE_OK) return failure; \
    return real(file)->pMethods->method(real(file), ##__VA_ARGS__)

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int read_file(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    STRATHERN_PASS_ON(reading(SQLITE_IOERR_READ), xRead, bytes, count, at);
}
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    STRATHERN_PASS_ON(writing(SQLITE_IOERR_WRITE), xWrite, bytes, count, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    STRATHERN_PASS_ON(writing(SQLITE_IOERR_TRUNCATE), xTruncate, size);
}
// No power is cut here, so that what would take most of the time is not passed on.
int sync_file(sqlite3_file*, int) { return writing(SQLITE_IOERR_FSYNC); }
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    STRATHERN_PASS_ON(reading(SQLITE_IOERR_FSTAT), xFileSize, size);
}
int lock_file(sqlite3_file* file, int level) { STRATHERN_PASS_ON(reading(SQLITE_IOERR_LOCK), xLock, level); }
int unlock_file(sqlite3_file* file, int level) { STRATHERN_PASS_ON(SQLITE_OK, xUnlock, level); }
int check_lock(sqlite3_file* file, int* held) {
    STRATHERN_PASS_ON(reading(SQLITE_IOERR_CHECKRESERVEDLOCK), xCheckReservedLock, held);
}
int control_file(sqlite3_file* file, int what, void* argument) {
    STRATHERN_PASS_ON(SQLITE_OK, xFileControl, what, argument);
}
int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** bytes) {
    if (fails(Fault::disk_full)) return SQLITE_FULL;
    STRATHERN_PASS_ON(opening(SQLITE_IOERR_SHMMAP, SQLITE_CANTOPEN), xShmMap, region, size, extend, bytes);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    STRATHERN_PASS_ON(flags & SQLITE_SHM_LOCK ? reading(SQLITE_IOERR_SHMLOCK) : SQLITE_OK, xShmLock, offset, count,
                      flags);
}
void shared_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int unmap_shared(sqlite3_file* file, int remove) { STRATHERN_PASS_ON(SQLITE_OK, xShmUnmap, remove); }
int fetch(sqlite3_file* file, sqlite3_int64 at, int count, void** bytes) {
    STRATHERN_PASS_ON(SQLITE_OK, xFetch, at, count, bytes);
}
int give_back(sqlite3_file* file, sqlite3_int64 at, void* bytes) { STRATHERN_PASS_ON(SQLITE_OK, xUnfetch, at, bytes); }

#undef STRATHERN_PASS_ON

const sqlite3_io_methods methods = {3,         close_file, read_file,   write_file,     truncate_file, sync_file,
                                    file_size, lock_file,  unlock_file, check_lock,     control_file,  sector_size,
                                    traits,    map_shared, lock_shared, shared_barrier, unmap_shared,  fetch,
                                    give_back};

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    file->pMethods = nullptr;
    if (const int failure = opening(SQLITE_IOERR, SQLITE_CANTOPEN); failure != SQLITE_OK) return failure;
    File* const ours = reinterpret_cast<File*>(file);
    ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
    const int result = state.real->xOpen(state.real, path, ours->real, flags, flags_out);
    if (ours->real->pMethods) file->pMethods = &methods;
    return result;
}

int delete_file(sqlite3_vfs*, const char* path, int sync) {
    const int failure = opening(SQLITE_IOERR_DELETE, SQLITE_IOERR_DELETE);
    return failure != SQLITE_OK ? failure : state.real->xDelete(state.real, path, sync);
}

int access_file(sqlite3_vfs*, const char* path, int flags, int* result) {
    const int failure = reading(SQLITE_IOERR_ACCESS);
    return failure != SQLITE_OK ? failure : state.real->xAccess(state.real, path, flags, result);
}

void* allocate(int size) { return fails(Fault::memory) ? nullptr : state.memory.xMalloc(size); }
void* reallocate(void* memory, int size) {
    return fails(Fault::memory) ? nullptr : state.memory.xRealloc(memory, size);
}

sqlite3_vfs vfs;

void require(int status) {
    if (status != SQLITE_OK) throw std::runtime_error("SQLite can't be made to fail");
}

}  // namespace

FailingSqlite::FailingSqlite() {
    state = {};
    require(sqlite3_shutdown());
    require(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state.memory));
    sqlite3_mem_methods failing = state.memory;
    failing.xMalloc = allocate;
    failing.xRealloc = reallocate;
    require(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing));
    require(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0));  // a store of memory that would hide calls
    require(sqlite3_initialize());
    state.real = sqlite3_vfs_find(nullptr);
    vfs = *state.real;
    vfs.zName = "failing";
    vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    require(sqlite3_vfs_register(&vfs, 1));
}

FailingSqlite::~FailingSqlite() {
    state.plan = {};
    sqlite3_vfs_unregister(&vfs);
    sqlite3_vfs_register(state.real, 1);
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MALLOC, &state.memory);
}

void FailingSqlite::plan(const FaultPlan& plan) {
    state.plan = plan;
    state.calls = 0;
}

long FailingSqlite::calls() const { return state.calls; }

}  // namespace testing
