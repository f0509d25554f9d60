import type { Mutant } from "../testing/mutation/Mutant.ts";

const JUDGEMENT = "sdk/protocol/src/patient/passkeyJudgement.ts";
const BYTES = "sdk/protocol/src/patient/passkeyBytes.ts";
const BOTH_TEST = "test/contracts/passkeyJudgement.test.ts";
const BYTES_TEST = "test/unit/passkeyBytes.test.ts";

/** Each makes the sdk say something else than the contract, or take what a browser must not be asked for. */
export default [
  {
    name: "passkey-backup",
    defence: "an impossible backup state is refused by the sdk as by the contract",
    file: JUDGEMENT,
    find: "if ((flags & BACKED_UP) !== 0 && (flags & BACKUP_ELIGIBLE) === 0) return",
    replace: "if (flags > 255) return",
    test: BOTH_TEST,
    runner: "hardhat",
    grep: "without being eligible",
  },
  {
    name: "passkey-type-place",
    defence: "the type is read where the contract reads it",
    file: JUDGEMENT,
    find: "new DataView(length.buffer).setUint32(WORD - 4, text.length);",
    replace: "",
    test: BOTH_TEST,
    runner: "hardhat",
    grep: "arithmetic",
  },
  {
    name: "passkey-key-length",
    defence: "a signer of another length is no passkey",
    file: JUDGEMENT,
    find: "if (signerBytes.length !== SIGNER_BYTES) return",
    replace: "if (signerBytes.length < SIGNER_BYTES - 64) return",
    test: BOTH_TEST,
    runner: "hardhat",
    grep: "off the curve",
  },
  {
    name: "passkey-low-s",
    defence: "a passkey's signature has one form",
    file: JUDGEMENT,
    find: "{ lowS: true }",
    replace: "{ lowS: false }",
    test: BOTH_TEST,
    runner: "hardhat",
    grep: "higher s",
  },
  {
    name: "passkey-encoding",
    defence: "an encoding that leads out of itself is refused",
    file: JUDGEMENT,
    find: "return length > BigInt(input.length - start) ? undefined :",
    replace: "return length < 0n ? undefined :",
    test: BOTH_TEST,
    runner: "hardhat",
    grep: "any encoding",
  },
  {
    name: "passkey-view",
    defence: "of a view into a larger buffer only its own bytes are read",
    file: BYTES,
    find: "new Uint8Array(value.buffer, value.byteOffset, value.byteLength)",
    replace: "new Uint8Array(value.buffer)",
    test: BYTES_TEST,
    grep: "the same",
  },
] satisfies readonly Mutant[];
