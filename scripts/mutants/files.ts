import type { Mutant } from "../testing/mutation/Mutant.ts";

const FILES = "sdk/service/src/files";
const FILES_TEST = "test/unit/files.test.ts";
const APPROVED_TEST = "test/unit/approvedStudies.test.ts";

export default [
  {
    name: "files-never-overwritten",
    defence: "a keystore, a key or a pending seal is never replaced",
    file: `${FILES}/durableFile.ts`,
    find: "await beside(path, content, options, link);",
    replace: "await beside(path, content, options, rename);",
    test: FILES_TEST,
    grep: "never over another",
  },
  {
    name: "files-whole",
    defence: "kill -9 leaves the old file or the new one, whole",
    file: `${FILES}/durableFile.ts`,
    find: "await beside(path, content, options, rename);",
    replace: 'await (await import("node:fs/promises")).writeFile(path, content);',
    test: FILES_TEST,
    grep: "replaces a file|kill -9",
  },
  {
    name: "files-private",
    defence: "keys, receipts and evidence are for this account only",
    file: `${FILES}/durableFile.ts`,
    find: "PRIVATE_FILE_MODE = 0o600",
    replace: "PRIVATE_FILE_MODE = 0o644",
    test: FILES_TEST,
    grep: "owner alone",
  },
  {
    name: "files-private-directory",
    defence: "folders of keys and evidence are listed by this account only",
    file: `${FILES}/durableFile.ts`,
    find: "PRIVATE_DIRECTORY_MODE = 0o700",
    replace: "PRIVATE_DIRECTORY_MODE = 0o755",
    test: FILES_TEST,
    grep: "only their owner",
  },
  {
    name: "files-folder-whole",
    defence: "a folder has its name only once it is whole",
    file: `${FILES}/durableFolder.ts`,
    find: "    await fillFolder(partial, files);\n    await nameFolder(partial, path);",
    replace: "    await fillFolder(path, files);",
    test: FILES_TEST,
    grep: "kill -9|only where none is",
  },
  {
    name: "files-lock",
    defence: "of several processes one has the folder",
    file: `${FILES}/DirectoryLock.ts`,
    find: "if (!tryLock(fd)) throw",
    replace: "if (!tryLock(fd) && fd < 0) throw",
    test: FILES_TEST,
    grep: "living process",
  },
  {
    name: "files-lock-of-the-dead",
    defence: "a lock is the system's, so one left by kill -9 holds nobody out, whoever has its pid now",
    file: `${FILES}/DirectoryLock.ts`,
    find: "if (!tryLock(fd)) throw",
    replace: "if (!tryLock(fd) || readHolder(fd) !== undefined) throw",
    test: FILES_TEST,
    grep: "dead process left",
  },
  {
    name: "approved-copy-digest",
    defence: "a copy of a study that is not what was approved is refused, and said to be damaged",
    file: "node/src/studies/ApprovedStudies.ts",
    find: "if (files !== undefined && studyDigest(files) === digest)",
    replace: "if (files !== undefined)",
    test: APPROVED_TEST,
    grep: "damaged",
  },
  {
    name: "approved-copy-replaced",
    defence: "to approve a study again mends a damaged copy",
    file: "node/src/studies/ApprovedStudies.ts",
    find: "if (kept !== undefined && studyDigest(kept) === study.digest)",
    replace: "if (kept !== undefined)",
    test: APPROVED_TEST,
    grep: "damaged",
  },
] satisfies readonly Mutant[];
