import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { concatBytes, fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { setRelyingParty } from "@consilium/sdk/chain/relyingParties.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { passkeySignature, passkeySigner } from "@consilium/sdk/patient/passkey.ts";
import { type PasskeyFault, passkeyFault } from "@consilium/sdk/patient/passkeyJudgement.ts";
import { expect } from "chai";
import { AbiCoder } from "ethers";
import fc from "fast-check";
import { openWorld, type World } from "./fixture.ts";

const SITE = 1;
const RP_ID = "consent.hospital.example";
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** How often the property runs; CI may raise it. */
const RUNS = 5 * Number(process.env.CONSILIUM_PROPERTY_RUNS ?? 60);
const FLAGS = 0b101;
const FIELDS = ["bytes32", "bytes32", "uint256", "uint256", "bytes", "bytes"];

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();
const text = (characters: string) => new TextEncoder().encode(characters);
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const DIGEST = toHex(randomBytes(32));
const CHALLENGE = Buffer.from(fromHex(DIGEST)).toString("base64url");
const TYPE = '"type":"webauthn.get"';
const CHALLENGED = `"challenge":"${CHALLENGE}"`;
const ORIGIN = `"origin":"https://${RP_ID}"`;

/** Everything that an authenticator signs, and how it is handed in. */
interface Answer {
  client: string | Uint8Array;
  flags: number;
  /** What follows the flags: the counter, and extensions. */
  rest: Uint8Array;
  rpId: string;
  key: KeyObject;
}

function answer(changes: Partial<Answer> = {}) {
  const { client, flags, rest, rpId, key } = {
    client: `{${TYPE},${CHALLENGED},${ORIGIN},"crossOrigin":false}`,
    flags: FLAGS,
    rest: Uint8Array.of(0, 0, 0, 7),
    rpId: RP_ID,
    key: privateKey,
    ...changes,
  };
  const clientDataJSON = typeof client === "string" ? text(client) : client;
  const authenticatorData = concatBytes(sha256(rpId), Uint8Array.of(flags), rest);
  const signature = createSign("sha256").update(authenticatorData).update(sha256(clientDataJSON)).sign(key);
  return { authenticatorData, clientDataJSON, signature };
}

/** The two numbers of an encoded answer, exchanged. */
function withNumbers(signature: Hex, change: (r: bigint, s: bigint) => [bigint, bigint]): Hex {
  const numbers = change(BigInt(signature.slice(0, 66)), BigInt(`0x${signature.slice(66, 130)}`));
  return `0x${numbers.map((number) => number.toString(16).padStart(64, "0")).join("")}${signature.slice(130)}`;
}

/** An encoded answer with these indices, of which the sdk itself would choose others. */
function encoded(given: ReturnType<typeof answer>, typeIndex: bigint | number, challengeIndex: bigint | number): Hex {
  const chosen = passkeySignature({ ...given, clientDataJSON: text(`{${TYPE},${CHALLENGED}}`) });
  const { authenticatorData, clientDataJSON } = given;
  const parts = [chosen.slice(0, 66), `0x${chosen.slice(66, 130)}`, challengeIndex, typeIndex];
  return AbiCoder.defaultAbiCoder().encode(FIELDS, [...parts, authenticatorData, clientDataJSON]) as Hex;
}

describe("a passkey's answer, judged by the sdk and by the contract", function () {
  this.timeout(120_000);
  let world: World;
  let signer: Hex;

  before(async () => {
    world = await openWorld(undefined, [], "osaka");
    await setRelyingParty(world.as(SITE), { rpId: RP_ID, accepted: true });
    const spki = publicKey.export({ type: "spki", format: "der" });
    signer = passkeySigner({ verifier: world.deployment.passkeyVerifier!, publicKey: spki });
  });
  after(() => world.close());

  /** What the registry says: a check that reverts is a refusal, as in the registry's own call. */
  async function contractTakes(by: Hex, signature: Hex): Promise<boolean> {
    try {
      return await read(world.as(0), "ConsentRegistry", "isSignedBy", [SITE, by, DIGEST, signature]);
    } catch (error) {
      if (isFederationError(error, "CHAIN_REVERTED")) return false;
      throw error;
    }
  }

  async function judged(signature: Hex, by: Hex = signer): Promise<PasskeyFault | undefined> {
    const fault = passkeyFault(by, DIGEST, signature);
    expect(await contractTakes(by, signature), `the contract, where the sdk says ${fault ?? "valid"}`).to.equal(
      fault === undefined,
    );
    return fault;
  }

  const VALID: [string, Partial<Answer>][] = [
    ["as browsers write it", {}],
    ["without crossOrigin", { client: `{${TYPE},${CHALLENGED},${ORIGIN}}` }],
    [
      "from a frame",
      { client: `{${TYPE},${CHALLENGED},${ORIGIN},"crossOrigin":true,"topOrigin":"https://a.example"}` },
    ],
    [
      "with a field to come",
      { client: `{${TYPE},${CHALLENGED},${ORIGIN},"other_keys_can_be_added_here":"{\\"type\\":1}"}` },
    ],
    ["with a byte-order mark", { client: `\uFEFF{${TYPE},${CHALLENGED},${ORIGIN}}` }],
    ["with text before the fields", { client: `{"note":"für Zoë 🙂",${ORIGIN},${TYPE},${CHALLENGED}}` }],
    ["with the challenge first", { client: `{${CHALLENGED},${ORIGIN},${TYPE}}` }],
    [
      "with bytes that are no text",
      { client: concatBytes(Uint8Array.of(0xff, 0xfe), text(`{${TYPE},${CHALLENGED}}`)) },
    ],
    ["with an empty challenge before", { client: `{"x":{"challenge":""},${TYPE},${CHALLENGED}}` }],
    ["with a doubled type", { client: `{${TYPE},${CHALLENGED},"type":"webauthn.create"}` }],
    ["with a doubled challenge", { client: `{${TYPE},${CHALLENGED},"challenge":"AAAA"}` }],
    ["eligible for a backup", { flags: FLAGS | 0x08 }],
    ["backed up", { flags: FLAGS | 0x18 }],
    ["with extensions", { flags: FLAGS | 0x80, rest: Uint8Array.of(0, 0, 0, 1, 0xa1, 0x61, 0x61, 0xf5) }],
  ];
  for (const [what, changes] of VALID) {
    it(`is taken ${what}`, async () => {
      expect(await judged(passkeySignature(answer(changes)))).to.equal(undefined);
    });
  }

  const other = Buffer.alloc(32, 9).toString("base64url");
  const INVALID: [string, PasskeyFault, Partial<Answer>][] = [
    ["backed up without being eligible", "backup", { flags: FLAGS | 0x10 }],
    ["of nobody present", "not-present", { flags: 0x04 }],
    ["of a user who was not verified", "not-verified", { flags: 0x01 }],
    ["to another challenge", "challenge", { client: `{${TYPE},"challenge":"${other}",${ORIGIN}}` }],
    [
      "whose first of two challenges is another",
      "challenge",
      { client: `{${TYPE},"challenge":"${other}",${CHALLENGED}}` },
    ],
    ["of another passkey", "signature", { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey }],
  ];
  for (const [what, fault, changes] of INVALID) {
    it(`is refused ${what}`, async () => {
      expect(await judged(passkeySignature(answer(changes)))).to.equal(fault);
    });
  }

  it("is refused by both where whitespace stands in the fields", async () => {
    const client = `{ "type": "webauthn.get", "challenge": "${CHALLENGE}" }`;
    expect(() => passkeySignature(answer({ client }))).to.throw("Not the client data of navigator.credentials.get");
    expect(await judged(encoded(answer({ client }), 2, 27))).to.equal("type");
  });

  it("is refused with the higher s, zeros, and numbers beyond the order", async () => {
    const good = passkeySignature(answer());
    const changes: ((r: bigint, s: bigint) => [bigint, bigint])[] = [
      (r, s) => [r, ORDER - s],
      (_, s) => [0n, s],
      (r) => [r, 0n],
      (_, s) => [ORDER, s],
      (r) => [r, ORDER],
      (r, s) => [r ^ 1n, s],
    ];
    for (const change of changes) expect(await judged(withNumbers(good, change))).to.equal("signature");
  });

  it("is refused for keys off the curve, of another length or of no verifier", async () => {
    const good = passkeySignature(answer());
    const [verifier, x, y] = [signer.slice(0, 42), signer.slice(42, 106), signer.slice(106)];
    for (const by of [
      verifier + y + x,
      verifier + x + x,
      `${verifier}${"00".repeat(64)}`,
      `${verifier}${"ff".repeat(64)}`,
    ]) {
      expect(await judged(good, by as Hex)).to.equal("signature");
    }
    for (const by of [verifier + x, `${signer}00`, signer.slice(0, -2), verifier])
      expect(await judged(good, by as Hex)).to.equal("key");
  });

  it("is read at the places it names, whatever they are, as the contract's arithmetic has it", async () => {
    const good = answer();
    const [type, challenge] = [1, 23];
    expect(await judged(encoded(good, type, challenge))).to.equal(undefined);
    for (const at of [0, 2, 1_000, 2n ** 64n, 2n ** 255n, 2n ** 256n - 1n, 2n ** 256n - 20n, 2n ** 256n - 31n]) {
      expect(await judged(encoded(good, at, challenge))).to.equal("type");
      expect(await judged(encoded(good, type, at))).to.equal("challenge");
    }
    // The length before the text ends with the quote that the text lacks.
    const cut = `type":"webauthn.get",${CHALLENGED},`;
    const client = cut + "x".repeat(0x122 - cut.length);
    expect(await judged(encoded(answer({ client }), 2n ** 256n - 1n, 21))).to.equal(undefined);
  });

  it("is read in any encoding that the contract reads, and in no other", async () => {
    const good = passkeySignature(answer());
    const word = (number: number) => number.toString(16).padStart(64, "0");
    expect(await judged(`${good}${"ab".repeat(40)}`)).to.equal(undefined);
    for (const length of [0, 2, 66, 386, 450, good.length - 66]) {
      expect(await judged(good.slice(0, length || 2) as Hex), `${length}`).to.equal("encoding");
    }
    const offsets = 2 + 4 * 64;
    const withOffsets = (a: string, c: string) =>
      `${good.slice(0, offsets)}${a}${c}${good.slice(offsets + 128)}` as Hex;
    const [a, c] = [good.slice(offsets, offsets + 64), good.slice(offsets + 64, offsets + 128)];
    expect(await judged(withOffsets(a, c))).to.equal(undefined);
    expect(await judged(withOffsets(c, a))).to.not.equal(undefined);
    for (const bad of [word(1_000_000), "f".repeat(64), word((good.length - 2) / 2 - 31)]) {
      expect(await judged(withOffsets(bad, c))).to.equal("encoding");
      expect(await judged(withOffsets(a, bad))).to.equal("encoding");
    }
  });

  it("is judged the same, whatever it is made of", async () => {
    const fields = fc.shuffledSubarray(
      [
        TYPE,
        CHALLENGED,
        ORIGIN,
        '"crossOrigin":false',
        '"type":"webauthn.create"',
        `"challenge":"${other}"`,
        '"n":{"type":"webauthn.get"}',
        '"ü":"€"',
        ' "type" : "webauthn.get"',
      ],
      { minLength: 1 },
    );
    const likely = <T>(usual: T, rare: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });
    const index = fc.oneof(
      fc.integer({ min: 0, max: 200 }).map(BigInt),
      fc.bigInt({ min: 2n ** 256n - 40n, max: 2n ** 256n - 1n }),
    );
    const cases = fc.record({
      fields: likely([TYPE, CHALLENGED, ORIGIN], fields),
      before: likely("{", fc.constantFrom("", "\uFEFF{", "{\n", "é{", "{\t")),
      flags: likely(FLAGS, fc.integer({ min: 0, max: 255 })),
      rest: likely(Uint8Array.of(0, 0, 0, 7), fc.uint8Array({ maxLength: 20 })),
      places: likely<[bigint, bigint] | undefined>(undefined, fc.tuple(index, index)),
      bent: likely<[number, number] | undefined>(undefined, fc.tuple(fc.nat(3_000), fc.integer({ min: 1, max: 255 }))),
      cut: likely(0, fc.integer({ min: 0, max: 300 })),
    });
    const verdicts = new Set<string>();
    await fc.assert(
      fc.asyncProperty(cases, async ({ fields: parts, before: start, flags, rest, places, bent, cut }) => {
        const given = answer({ client: `${start}${parts.join(",")}}`, flags, rest });
        const at = (wanted: string) => Buffer.from(given.clientDataJSON).indexOf(wanted);
        const [type, challenge] = places ?? [BigInt(Math.max(0, at(TYPE))), BigInt(Math.max(0, at(CHALLENGED)))];
        const padded = { ...given, authenticatorData: concatBytes(given.authenticatorData, new Uint8Array(37)) };
        const [r, s] = [encoded(padded, 0, 0).slice(0, 66), `0x${encoded(padded, 0, 0).slice(66, 130)}`];
        const parts6 = [r, s, challenge, type, given.authenticatorData, given.clientDataJSON];
        const bytes = fromHex(AbiCoder.defaultAbiCoder().encode(FIELDS, parts6));
        if (bent !== undefined) bytes[bent[0] % bytes.length]! ^= bent[1];
        verdicts.add((await judged(toHex(bytes.slice(0, bytes.length - cut)))) ?? "valid");
      }),
      { numRuns: RUNS },
    );
    // Each verdict has its own cases above; a short run meets some of them.
    expect(verdicts.size, [...verdicts].join(", ")).to.be.greaterThan(1);
  });
});
