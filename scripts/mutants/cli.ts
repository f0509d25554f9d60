import type { Mutant } from "../testing/mutation/Mutant.ts";

const STUDY_TEST = "test/integration/cliStudy.test.ts";
const MEMBER_TEST = "test/integration/cliMember.test.ts";
const CLIENT_TEST = "test/unit/controlPlaneClient.test.ts";

export default [
  {
    name: "cli-result-transcript",
    defence: "a result is only taken from the transcript that the chain recorded",
    file: "sdk/src/coordinator/fetchResult.ts",
    find: "digestDocument(transcript) !== round.resultDigest ||",
    replace: "",
    test: STUDY_TEST,
    grep: "not the chain's",
  },
  {
    name: "cli-result-overwrite",
    defence: "an earlier result is not overwritten unasked",
    file: "sdk/src/cli/resultFolder.ts",
    find: "entries.length > 0 && !force",
    replace: "entries.length > 2 && !force",
    test: STUDY_TEST,
    grep: "never overwrites",
  },
  {
    name: "cli-result-other-files",
    defence: "--force removes an earlier result, never other files",
    file: "sdk/src/cli/resultFolder.ts",
    find: "entries.some((name) => name !== RESULT_FILE && name !== MODEL_FILE)",
    replace: "entries.length > 3",
    test: STUDY_TEST,
    grep: "never overwrites",
  },
  {
    name: "cli-publish-digest",
    defence: "a coordinator that publishes another study than the folder is noticed",
    file: "sdk/src/cli/commands/study/publish.ts",
    find: "published.digest !== folder.digest",
    replace: "published.digest === undefined",
    test: STUDY_TEST,
    grep: "another study than the folder",
  },
  {
    name: "cli-open-token",
    defence: "an operator token that others on the machine can read is refused",
    file: "sdk/src/cli/secretFile.ts",
    find: "(mode & 0o077) !== 0",
    replace: "(mode & 0o077) === 0o777",
    test: STUDY_TEST,
    grep: "names code and mend",
  },
  {
    name: "cli-vote-unasked",
    defence: "no vote is signed that nobody said yes to",
    file: "sdk/src/cli/commands/asking.ts",
    find: 'if (!(await confirm("Sign this?")))',
    replace: 'if ((await confirm("Sign this?")) === undefined)',
    test: MEMBER_TEST,
    grep: "nobody said yes",
  },
  {
    name: "client-redirect",
    defence: "the operator's token follows no redirect",
    file: "sdk/src/coordinator/ControlPlaneClient.ts",
    find: 'redirect: "error",',
    replace: 'redirect: "follow",',
    test: CLIENT_TEST,
    grep: "follows no redirect",
  },
  {
    name: "client-token-on-reads",
    defence: "the operator's token is shown only where it is needed",
    file: "sdk/src/coordinator/ControlPlaneClient.ts",
    find: 'method === "POST" && this.#operatorToken !== undefined',
    replace: "this.#operatorToken !== undefined",
    test: CLIENT_TEST,
    grep: "shows the token",
  },
] satisfies readonly Mutant[];
