import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { hashLeaf, merkleProof, merkleProofs, merkleRoot, verifyMerkleProof } from "@consilium/sdk/crypto/merkle.ts";
import { expect } from "chai";
import fc from "fast-check";

/** The certificate-transparency reference tree (RFC 6962 `merkletree` tests; RFC 9162 keeps the same hashes). */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(
  (hex) => hashLeaf(fromHex(hex)),
);

const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** Inclusion paths of the same reference (RFC 6962 §2.1.3 examples as published with the test tree). */
const PATHS: { index: number; size: number; path: string[] }[] = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
  },
  {
    index: 2,
    size: 3,
    path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
  },
  {
    index: 1,
    size: 5,
    path: [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
  },
];

describe("Merkle tree (RFC 9162)", () => {
  it("hashes the empty tree to SHA-256 of nothing", () => {
    expect(toHex(merkleRoot([]))).to.equal("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  for (const [i, root] of ROOTS.entries()) {
    it(`gives the reference root of ${i + 1} leaves`, () => {
      expect(toHex(merkleRoot(LEAVES.slice(0, i + 1)))).to.equal(`0x${root}`);
    });
  }

  for (const { index, size, path } of PATHS) {
    it(`gives the reference path of leaf ${index} of ${size}`, () => {
      const proof = merkleProof(LEAVES.slice(0, size), index);
      expect(proof.map(toHex)).to.deep.equal(path.map((hex) => `0x${hex}`));
      expect(verifyMerkleProof(LEAVES[index]!, index, size, proof, fromHex(ROOTS[size - 1]!))).to.equal(true);
    });
  }

  it("gives all paths of a tree at once as it gives each", () => {
    for (let size = 0; size <= 70; size++) {
      const leaves = Array.from({ length: size }, (_, i) => hashLeaf(Uint8Array.of(i, size)));
      const { root, proofs } = merkleProofs(leaves);
      expect(root).to.deep.equal(merkleRoot(leaves));
      expect(proofs).to.deep.equal(leaves.map((_, i) => merkleProof(leaves, i)));
    }
    expect(() => merkleProofs([new Uint8Array(31)])).to.throw(RangeError, "Leaf hash 0");
  });

  it("proves every leaf of every size and refuses any other leaf, index, size, root or path", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, at, flip) => {
        const leaves = Array.from({ length: size }, (_, i) => hashLeaf(Uint8Array.of(i)));
        const index = at % size;
        const root = merkleRoot(leaves);
        const proof = merkleProof(leaves, index);
        expect(verifyMerkleProof(leaves[index]!, index, size, proof, root)).to.equal(true);
        expect(verifyMerkleProof(hashLeaf(Uint8Array.of(200)), index, size, proof, root)).to.equal(false);
        expect(verifyMerkleProof(leaves[index]!, size, size, proof, root)).to.equal(false);
        expect(verifyMerkleProof(leaves[index]!, index, size, [...proof, root], root)).to.equal(false);
        expect(verifyMerkleProof(leaves[index]!, index, size, proof, hashLeaf(root))).to.equal(false);
        if (size > 1) {
          const other = (index + 1) % size;
          expect(verifyMerkleProof(leaves[index]!, other, size, proof, root)).to.equal(false);
          expect(verifyMerkleProof(leaves[index]!, index, size, proof.slice(1), root)).to.equal(false);
          const bent = proof.map((hash) => Uint8Array.from(hash));
          bent[flip % bent.length]![flip % 32]! ^= 1;
          expect(verifyMerkleProof(leaves[index]!, index, size, bent, root)).to.equal(false);
        }
      }),
    );
  });

  it("refuses malformed input", () => {
    expect(() => merkleRoot([new Uint8Array(31)])).to.throw(RangeError, "Leaf hash 0");
    expect(() => merkleProof(LEAVES, 8)).to.throw(RangeError, "No leaf 8");
    expect(verifyMerkleProof(LEAVES[0]!, 0.5, 1, [], LEAVES[0]!)).to.equal(false);
    expect(verifyMerkleProof(LEAVES[0]!, 0, 2, [new Uint8Array(5)], LEAVES[0]!)).to.equal(false);
  });
});
