import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
} from "node:crypto";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { TypedDataEncoder, verifyTypedData } from "ethers";
import type { ProtocolVectors } from "./ProtocolVectors.ts";

/**
 * A second reader of the round format, written from the page that describes it and not from the sdk, of which it imports nothing: keys,
 * boxes, shares, masks and sums out of node:crypto, ML-KEM out of its library, Shamir's scheme by hand. Throws at the first thing
 * that does not fit, and gives the sum.
 */
export function readApart(vectors: ProtocolVectors): string {
  const { roundId, members, adverts, sharingSet, survivors } = vectors;
  const domain = { name: "Consilium Round", version: "2", ...vectors.domain };
  const bitmap = (set: readonly number[]) =>
    hex(
      numberBytes(
        set.reduce((bits, m) => bits | (1n << BigInt(m)), 0n),
        32,
      ),
    );
  const common = [bytes(TypedDataEncoder.hashDomain(domain)), numberBytes(BigInt(roundId), 8)];
  const digests = [bytes(vectors.manifestDigest), bytes(vectors.stateDigest)];
  const root = bytes(vectors.rosterRoot);
  const join = sha256(Buffer.from([1]), ...common, ...digests);
  const roster = sha256(Buffer.from([2]), ...common, ...digests, root);
  const masking = sha256(Buffer.from([3]), ...common, ...digests, root, bytes(bitmap(sharingSet)));
  must(hex(join) === vectors.contexts.join && hex(roster) === vectors.contexts.roster, "contexts");
  must(hex(masking) === vectors.contexts.masking, "masking context");
  const requireSigned = (context: Buffer, kind: string, member: number, digest: string, signature: string) => {
    const types = {
      MemberStatement: [
        { name: "context", type: "bytes32" },
        { name: "kind", type: "string" },
        { name: "member", type: "uint256" },
        { name: "digest", type: "bytes32" },
      ],
    };
    const signer = verifyTypedData(domain, types, { context: hex(context), kind, member, digest }, signature);
    must(signer.toLowerCase() === vectors.accounts[members.indexOf(member)]?.toLowerCase(), `${kind} of ${member}`);
  };

  must(JSON.stringify(adverts.map(({ advert }) => advert.member)) === JSON.stringify(members), "members");
  must(hex(treeRoot(adverts.map((signed) => leaf(canonical(signed))))) === vectors.rosterRoot, "roster root");
  const keys = new Map(members.map((member, i) => [member, keysOf(vectors.secrets[i]!)]));
  for (const { advert, signature } of adverts) {
    requireSigned(join, "advert", advert.member, documentDigest(advert), signature);
    const own = keys.get(advert.member)!;
    must(advert.v === 2 && advert.roundId === roundId, "advert");
    must(advert.maskKey === own.mask.publicKey.toString("base64"), "mask key");
    must(advert.sealingKey === own.sealing.publicKey.toString("base64"), "sealing key");
    must(advert.selfMaskCommitment === hex(sha256(own.selfMaskSeed)), "commitment to b");
  }
  const n = members.length;
  const t = Math.floor((n + vectors.colluders) / 2) + 1;
  must(vectors.thresholds.shares === t, "t");
  must(vectors.thresholds.survivors === Math.max(t, Math.ceil((2 * n) / 3)), "m");
  must(survivors.length >= vectors.thresholds.survivors, "too few survivors");

  /** Pair secret of two members under a label: X25519 ‖ ML-KEM through HKDF. */
  const pairKey = (a: number, b: number, context: Buffer, label: string) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const [lower, higher] = [keys.get(low)!, keys.get(high)!];
    const randomness = derive(lower.maskSeed, Buffer.alloc(0), "Consilium KEM randomness", [higher.mask.publicKey], 32);
    const kem = ml_kem768.encapsulate(higher.mask.publicKey.subarray(32), randomness);
    const dh = x25519(lower.mask.x25519, higher.mask.publicKey.subarray(0, 32));
    const key = derive(
      Buffer.concat([dh, kem.sharedSecret]),
      context,
      label,
      [lower.mask.publicKey, higher.mask.publicKey],
      32,
    );
    return { key, ciphertext: Buffer.from(kem.cipherText) };
  };

  const rootOf = new Map<number, string>();
  const shareOf = new Map<string, Buffer>();
  for (const { deal, signature } of vectors.deals) {
    const { dealer } = deal;
    const shares = deal.shares.map(documentDigest);
    const { v, shareRoot } = deal;
    requireSigned(roster, "deal", dealer, documentDigest({ v, roundId, dealer, shareRoot, shares }), signature);
    must(v === 2 && deal.roundId === roundId, "deal");
    must(
      JSON.stringify(deal.shares.map(({ to }) => to)) === JSON.stringify(members.filter((m) => m !== dealer)),
      "recipients",
    );
    rootOf.set(dealer, shareRoot);
    for (const share of deal.shares) {
      const contents = openBox(Buffer.from(share.box, "base64"), keys.get(share.to)!.sealing, roster, dealer, share.to);
      const position = members.indexOf(share.to);
      const leaves = [1, 2].map((kind) => {
        const at = (kind - 1) * 65;
        const [value, salt] = [contents.subarray(at, at + 33), contents.subarray(at + 33, at + 65)];
        shareOf.set(`${dealer}/${share.to}/${kind}`, value);
        return leaf(
          Buffer.concat([
            salt,
            numberBytes(BigInt(dealer), 4),
            numberBytes(BigInt(share.to), 4),
            Buffer.from([kind]),
            value,
          ]),
        );
      }) as [Buffer, Buffer];
      const path = chunks(contents.subarray(130), 32);
      must(hex(climb(node(...leaves), position, members.length, path)) === shareRoot, `share root of ${dealer}`);
      if (dealer > share.to) {
        must(share.kemCiphertext === undefined && share.confirmation === undefined, "a ciphertext downwards");
        continue;
      }
      const { key, ciphertext } = pairKey(dealer, share.to, roster, "pairwise confirmation");
      must(share.kemCiphertext === ciphertext.toString("base64"), `ciphertext of ${dealer}`);
      must(share.confirmation === hex(key), `confirmation of ${dealer}`);
    }
  }

  const { ring, dimension, range } = vectors;
  const largest = BigInt(n) * (BigInt(range.bound * 2 ** range.fractionBits) + 1n);
  must(ring >= 8 && largest < 1n << BigInt(ring - 1), "a ring that holds every sum");
  must(ring === 8 || largest >= 1n << BigInt(ring - 2), "a ring no wider than that");
  const modulus = 1n << BigInt(ring);
  /** The words as one whole number, the first in its lowest bits. */
  const packed = (words: readonly bigint[]) =>
    numberBytes(
      words.reduceRight((rest, word) => rest * modulus + word, 0n),
      Math.ceil((ring * words.length) / 8),
    ).reverse();
  const unpacked = (data: Buffer) =>
    Array.from({ length: dimension }, (_, i) => (littleEndian(data) >> BigInt(ring * i)) % modulus);
  const keyBytes = ring > 32 ? 8 : 4;
  const stream = (seed: Buffer) =>
    chunks(keyStream(seed, dimension * keyBytes), keyBytes).map((word) => littleEndian(word) % modulus);
  const add = (into: bigint[], words: readonly bigint[], sign: bigint) => {
    for (const [i, word] of words.entries()) into[i] = (((into[i]! + sign * word) % modulus) + modulus) % modulus;
  };
  const selfMask = (seed: Buffer, member: number) =>
    stream(derive(seed, masking, "self mask", [keys.get(member)!.mask.publicKey], 32));
  const pairMask = (a: number, b: number) => stream(pairKey(a, b, masking, "pairwise mask").key);
  const masked = new Map<number, bigint[]>();
  for (const [i, member] of sharingSet.entries()) {
    const y = unpacked(Buffer.from(vectors.contributions[i]!, "base64"));
    add(y, selfMask(keys.get(member)!.selfMaskSeed, member), 1n);
    for (const peer of sharingSet) if (peer !== member) add(y, pairMask(member, peer), member < peer ? 1n : -1n);
    must(packed(y).toString("base64") === vectors.maskedVectors[i], `masked vector of ${member}`);
    masked.set(member, y);
  }

  must(
    JSON.stringify(vectors.commitments.map(({ commitment }) => commitment.member)) === JSON.stringify(survivors),
    "U",
  );
  const whole = Array<bigint>(dimension).fill(0n);
  for (const { commitment, signature } of vectors.commitments) {
    requireSigned(masking, "commitment", commitment.member, documentDigest(commitment), signature);
    const y = masked.get(commitment.member)!;
    must(commitment.vectorDigest === hex(sha256(packed(y))), "vector digest");
    for (const [i, word] of y.entries()) whole[i]! += word;
  }
  const carries = whole.map((word) => Number(word / modulus));
  const least = Math.min(...carries);
  const width = (Math.max(...carries) - least).toString(2).length * Number(Math.max(...carries) > least);
  // The last carry's highest bit first, so that it reads as one number.
  const bits = carries
    .map((carry) => (carry - least).toString(2).padStart(width, "0").slice(0, width))
    .reverse()
    .join("");
  const packedBytes = Math.ceil((carries.length * width) / 8);
  const sumBytes = Buffer.concat([
    packed(whole.map((word) => word % modulus)),
    Buffer.from([least, width]),
    numberBytes(BigInt(`0b${bits || "0"}`), packedBytes).reverse(),
  ]);
  must(sumBytes.toString("base64") === vectors.maskedSum, "masked sum");

  const p = (1n << 61n) - 1n;
  const info = Buffer.concat([Buffer.from("Consilium linear check"), numberBytes(BigInt(roundId), 4)]);
  const seed = hkdf(bytes(vectors.freezeBlockHash), info, 32);
  must(hex(seed) === vectors.checkSeed, "check seed");
  const weights = chunks(keyStream(seed, 8 * dimension), 8).map((word) => littleEndian(word) & p);
  const weigh = (words: readonly bigint[]) => words.reduce((sum, word, i) => (sum + word * weights[i]!) % p, 0n);
  let total = 0n;
  for (const { confirmation, signature } of vectors.confirmations) {
    const { member } = confirmation;
    requireSigned(masking, "confirmation", member, documentDigest(confirmation), signature);
    must(confirmation.survivors === bitmap(survivors), "confirmed survivors");
    must(confirmation.maskedSumDigest === hex(sha256(sumBytes)), "confirmed sum");
    must(confirmation.freezeBlockHash === vectors.freezeBlockHash, "confirmed block");
    must(BigInt(confirmation.linearCheck) === weigh(masked.get(member)!), "linear check");
    total = (total + BigInt(confirmation.linearCheck)) % p;
  }
  must(total === weigh(whole), "linear check of the sum");

  const bShares = new Map<number, Buffer[]>();
  const secretShares = new Map<number, Buffer[]>();
  for (const { unmasking, signature } of vectors.unmaskings) {
    const { member } = unmasking;
    requireSigned(masking, "unmasking", member, documentDigest(unmasking), signature);
    must(
      hex(sha256(Buffer.from(unmasking.selfMask, "base64"))) ===
        adverts[members.indexOf(member)]!.advert.selfMaskCommitment,
      "b",
    );
    const dealers = sharingSet.filter((peer) => peer !== member);
    must(
      JSON.stringify(unmasking.shares.map(({ dealer }) => dealer)) === JSON.stringify(dealers),
      "shares of everyone else",
    );
    for (const share of unmasking.shares) {
      const kind = survivors.includes(share.dealer) ? "selfMask" : "maskSecret";
      must(share.kind === kind, "never both kinds");
      const kindByte = kind === "maskSecret" ? 1 : 2;
      const value = Buffer.from(share.share, "base64");
      must(value.equals(shareOf.get(`${share.dealer}/${member}/${kindByte}`)!), "the share that was dealt");
      const position = members.indexOf(member);
      must(share.leafIndex === 2 * position + kindByte - 1, "leaf index");
      const address = [numberBytes(BigInt(share.dealer), 4), numberBytes(BigInt(member), 4), Buffer.from([kindByte])];
      const own = leaf(Buffer.concat([Buffer.from(share.salt, "base64"), ...address, value]));
      const [sibling, ...path] = share.proof.map(bytes);
      const pair = kindByte === 1 ? node(own, sibling!) : node(sibling!, own);
      must(hex(climb(pair, position, members.length, path)) === rootOf.get(share.dealer), "proof of a share");
      const into = kind === "selfMask" ? bShares : secretShares;
      into.set(share.dealer, [...(into.get(share.dealer) ?? []), value]);
    }
  }
  const sum = whole.map((word) => word % modulus);
  const recovered = (kind: "selfMasks" | "maskSecrets") =>
    new Map(vectors.recovery[kind].map(({ member, seed: given }) => [member, Buffer.from(given, "base64")]));
  const [selfMasks, maskSecrets] = [recovered("selfMasks"), recovered("maskSecrets")];
  for (const member of sharingSet) {
    const lives = survivors.includes(member);
    const shares = ((lives ? bShares : secretShares).get(member) ?? []).slice(0, t);
    const { selfMaskSeed, maskSeed } = keys.get(member)!;
    const given = (lives ? selfMasks : maskSecrets).get(member);
    must(given?.equals(lives ? selfMaskSeed : maskSeed) === true, "a recovered seed");
    if (shares.length === t) must(combined(shares).equals(given!), "what the shares give");
    if (lives) add(sum, selfMask(given!, member), -1n);
    else for (const peer of survivors) add(sum, pairMask(member, peer), peer < member ? -1n : 1n);
  }
  must(packed(sum).toString("base64") === vectors.sum, "sum");

  const { complaint, signature } = vectors.complaint.signed;
  requireSigned(roster, "complaint", complaint.member, documentDigest(complaint), signature);
  const accused = vectors.deals.find(({ deal }) => deal.dealer === complaint.dealer)!;
  must(accused.signature === complaint.dealSignature, "the accused deal");
  must(
    documentDigest(complaint.share) === documentDigest(accused.deal.shares.find(({ to }) => to === complaint.member)),
    "the accused share",
  );
  // Every deal has opened above, so whoever complains of one is wrong.
  must(vectors.complaint.cheat === complaint.member, "who is wrong");
  return hex(packed(sum));
}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`The vectors do not hold together: ${what}.`);
}

const bytes = (text: string) => Buffer.from(text.slice(2), "hex");
const hex = (data: Uint8Array) => `0x${Buffer.from(data).toString("hex")}`;
const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (data: Uint8Array) => sha256(Buffer.from([0]), data);
const node = (left: Uint8Array, right: Uint8Array) => sha256(Buffer.from([1]), left, right);
const littleEndian = (word: Buffer) => BigInt(`0x${Buffer.from(word).reverse().toString("hex")}`);
const numberBytes = (value: bigint, length: number) => Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");
const chunks = (data: Buffer, size: number) =>
  Array.from({ length: data.length / size }, (_, i) => data.subarray(i * size, (i + 1) * size));

/** RFC 8785 for documents of ASCII text and whole numbers. */
function canonical(value: unknown): Buffer {
  const text = (part: unknown): string => {
    if (Array.isArray(part)) return `[${part.map(text).join(",")}]`;
    if (typeof part !== "object" || part === null) return JSON.stringify(part);
    const fields = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${text(field)}`).join(",")}}`;
  };
  return Buffer.from(text(value));
}
const documentDigest = (document: unknown) => hex(sha256(canonical(document)));

/** RFC 9162 §2.1.1. */
function treeRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (2 * split < leaves.length) split *= 2;
  return node(treeRoot(leaves.slice(0, split)), treeRoot(leaves.slice(split)));
}

/** From the pair of leaves of one holder to the root over `count` pairs. */
function climb(pair: Buffer, position: number, count: number, path: Buffer[]): Buffer {
  if (count === 1) {
    must(path.length === 0, "a proof of the right length");
    return pair;
  }
  let split = 1;
  while (2 * split < count) split *= 2;
  const sibling = path.at(-1);
  must(sibling !== undefined, "a proof of the right length");
  const rest = path.slice(0, -1);
  return position < split
    ? node(climb(pair, position, split, rest), sibling)
    : node(sibling, climb(pair, position - split, count - split, rest));
}

function derive(
  key: Uint8Array,
  context: Buffer,
  label: string,
  publicKeys: readonly Uint8Array[],
  length: number,
): Buffer {
  const info = Buffer.concat([context, Buffer.from(label), ...publicKeys]);
  return hkdf(key, info, length);
}

/** RFC 5869 with an empty salt; that of node:crypto takes no info beyond 1,024 bytes. */
function hkdf(key: Uint8Array, info: Buffer, length: number): Buffer {
  const hmac = (secret: Uint8Array, ...parts: Uint8Array[]) =>
    createHmac("sha256", secret).update(Buffer.concat(parts)).digest();
  const extracted = hmac(Buffer.alloc(32), key);
  const blocks: Buffer[] = [];
  while (32 * blocks.length < length) {
    blocks.push(hmac(extracted, blocks.at(-1) ?? Buffer.alloc(0), info, Buffer.from([blocks.length + 1])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

interface Keys {
  publicKey: Buffer;
  x25519: Buffer;
  kemSecret: Uint8Array;
}

function hybrid(seed: Buffer): Keys {
  const secret = derive(seed, Buffer.alloc(0), "Consilium hybrid key: X25519", [], 32);
  const kem = ml_kem768.keygen(derive(seed, Buffer.alloc(0), "Consilium hybrid key: ML-KEM-768", [], 64));
  const spki = createPublicKey(x25519Private(secret)).export({ format: "der", type: "spki" });
  return { publicKey: Buffer.concat([spki.subarray(-32), kem.publicKey]), x25519: secret, kemSecret: kem.secretKey };
}

function keysOf(secrets: ProtocolVectors["secrets"][number]) {
  const [maskSeed, sealingSeed, selfMaskSeed] = [secrets.maskSeed, secrets.sealingSeed, secrets.selfMaskSeed].map(
    (seed) => Buffer.from(seed, "base64"),
  ) as [Buffer, Buffer, Buffer];
  return { mask: hybrid(maskSeed), sealing: hybrid(sealingSeed), maskSeed, selfMaskSeed };
}

const x25519Private = (secret: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), secret]),
    format: "der",
    type: "pkcs8",
  });

function x25519(secret: Buffer, publicKey: Uint8Array): Buffer {
  const spki = Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), publicKey]);
  return diffieHellman({
    privateKey: x25519Private(secret),
    publicKey: createPublicKey({ key: spki, format: "der", type: "spki" }),
  });
}

/** Ephemeral X25519 key ‖ ML-KEM ciphertext ‖ ChaCha20-Poly1305 of context ‖ from ‖ to ‖ kind ‖ contents. */
function openBox(box: Buffer, own: Keys, context: Buffer, from: number, to: number): Buffer {
  const header = box.subarray(0, 1_120);
  const kemSecret = ml_kem768.decapsulate(header.subarray(32), own.kemSecret);
  const secret = Buffer.concat([x25519(own.x25519, header.subarray(0, 32)), kemSecret]);
  const key = derive(secret, context, "sealed share", [header, own.publicKey], 32);
  const opening = createDecipheriv("chacha20-poly1305", key, Buffer.alloc(12), { authTagLength: 16 });
  opening.setAAD(context, { plaintextLength: box.length - 1_136 });
  opening.setAuthTag(box.subarray(-16));
  const plaintext = Buffer.concat([opening.update(box.subarray(1_120, -16)), opening.final()]);
  const address = Buffer.concat([context, numberBytes(BigInt(from), 4), numberBytes(BigInt(to), 4), Buffer.from([1])]);
  must(plaintext.subarray(0, address.length).equals(address), "address of a box");
  return plaintext.subarray(address.length);
}

function keyStream(seed: Buffer, length: number): Buffer {
  return createCipheriv("aes-256-ctr", seed, Buffer.alloc(16)).update(Buffer.alloc(length));
}

/** Shamir over GF(2^8) with AES's polynomial, byte by byte at x = 0; a share's last byte is its x. */
function combined(shares: readonly Buffer[]): Buffer {
  const length = shares[0]!.length - 1;
  const xs = shares.map((share) => share[length]!);
  return Buffer.from(
    Array.from({ length }, (_, at) =>
      shares.reduce((sum, share, i) => {
        const others = xs.filter((_x, j) => j !== i);
        const numerator = others.reduce((product, x) => times(product, x), 1);
        const denominator = others.reduce((product, x) => times(product, x ^ xs[i]!), 1);
        return sum ^ times(share[at]!, times(numerator, inverse(denominator)));
      }, 0),
    ),
  );
}

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0, shifted = a; bit < 8; bit++) {
    if ((b >> bit) & 1) product ^= shifted;
    shifted = shifted & 0x80 ? ((shifted << 1) ^ 0x11b) & 0xff : shifted << 1;
  }
  return product;
}

function inverse(a: number): number {
  let power = 1;
  for (let i = 0; i < 254; i++) power = times(power, a);
  return power;
}
