/*
 * A power cut loses what a program wrote and did not flush; kill -9 loses nothing, because the kernel still has it.
 * Preloaded into the program (LD_PRELOAD, Linux), this keeps beside each history file an undo log of every change since
 * its last flush. Playing the log backwards after a kill (power-cut.ts) leaves the file as a disk would have it.
 *
 * A record, in the machine's byte order: int64 offset, int64 length of the file before, int64 count, then the `count`
 * bytes that stood at `offset`. Not imitated: names of files (what was created or deleted stays so), writes by mmap.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096

/* The undo log of each open file of the history, plus one; 0 for every other file. */
static int undo_of[MOST_FILES];

static void give_up(const char *what) {
  static const char name[] = "power-cut: ";
  syscall(SYS_write, 2, name, sizeof name - 1);
  syscall(SYS_write, 2, what, strlen(what));
  syscall(SYS_write, 2, "\n", 1);
  abort();
}

static int is_history(const char *path) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  return strcmp(name, "station.db") == 0 || strcmp(name, "station.db-wal") == 0 ||
         strcmp(name, "station.db-journal") == 0;
}

static const char *undo_name(const char *path, char *buffer, size_t size) {
  if (snprintf(buffer, size, "%s.undo", path) >= (int)size) give_up("path too long");
  return buffer;
}

static int undo_log(int fd) {
  return fd >= 0 && fd < MOST_FILES ? undo_of[fd] - 1 : -1;
}

/* Writes down what stands at [offset, offset + count) before it changes. */
static void remember(int fd, int64_t offset, int64_t count) {
  int log = undo_log(fd);
  struct stat before;
  if (log < 0) return;
  if (fstat(fd, &before) != 0) give_up("fstat");
  if (count > before.st_size - offset) count = before.st_size - offset;
  if (count < 0) count = 0;
  char *bytes = malloc(count + 1);
  if (!bytes || syscall(SYS_pread64, fd, bytes, count, offset) != count) give_up("what is overwritten cannot be read");
  int64_t head[3] = {offset, before.st_size, count};
  struct iovec record[2] = {{head, sizeof head}, {bytes, count}};
  if (syscall(SYS_writev, log, record, 2) != (long)sizeof head + count) give_up("the undo log cannot be written");
  free(bytes);
}

static int opened(int fd, const char *path, int flags) {
  char name[4096];
  if (fd < 0 || (flags & O_ACCMODE) == O_RDONLY || !is_history(path)) return fd;
  if (fd >= MOST_FILES) give_up("too many open files");
  int how = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  int log = syscall(SYS_openat, AT_FDCWD, undo_name(path, name, sizeof name), how, 0600);
  if (log < 0) give_up("the undo log cannot be opened");
  undo_of[fd] = log + 1;
  return fd;
}

/* The kernel looks at the mode only when it creates a file. */
static int mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, int) : 0;
}

#define OPEN(NAME)                                                                                \
  int NAME(const char *path, int flags, ...) {                                                    \
    va_list rest;                                                                                 \
    va_start(rest, flags);                                                                        \
    int mode = mode_of(flags, rest);                                                              \
    va_end(rest);                                                                                 \
    return opened(syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags);                 \
  }
OPEN(open)
OPEN(open64)

#define OPEN_AT(NAME)                                                                             \
  int NAME(int folder, const char *path, int flags, ...) {                                        \
    va_list rest;                                                                                 \
    va_start(rest, flags);                                                                        \
    int mode = mode_of(flags, rest);                                                              \
    va_end(rest);                                                                                 \
    return opened(syscall(SYS_openat, folder, path, flags, mode), path, flags);                   \
  }
OPEN_AT(openat)
OPEN_AT(openat64)

int close(int fd) {
  int log = undo_log(fd);
  if (log >= 0) {
    undo_of[fd] = 0;
    syscall(SYS_close, log);
  }
  return syscall(SYS_close, fd);
}

/* The log of a file that has gone would be played on the next one of that name. */
int unlink(const char *path) {
  char name[4096];
  int result = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (result == 0 && is_history(path)) syscall(SYS_unlinkat, AT_FDCWD, undo_name(path, name, sizeof name), 0);
  return result;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  if (undo_log(fd) >= 0) remember(fd, syscall(SYS_lseek, fd, 0, SEEK_CUR), count);
  return syscall(SYS_write, fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  remember(fd, offset, count);
  return syscall(SYS_pwrite64, fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  return pwrite(fd, bytes, count, offset);
}

int ftruncate(int fd, off_t length) {
  remember(fd, length, INT64_MAX);
  return syscall(SYS_ftruncate, fd, length);
}

int ftruncate64(int fd, off64_t length) {
  return ftruncate(fd, length);
}

/* Emptied after the flush: a program that dies in between has not been told that it succeeded. */
static int flushed(int fd, int result) {
  int log = undo_log(fd);
  if (result == 0 && log >= 0 && syscall(SYS_ftruncate, log, 0) != 0) give_up("the undo log cannot be emptied");
  return result;
}

int fsync(int fd) {
  return flushed(fd, syscall(SYS_fsync, fd));
}

int fdatasync(int fd) {
  return flushed(fd, syscall(SYS_fdatasync, fd));
}
