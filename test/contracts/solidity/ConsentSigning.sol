// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../../contracts/interfaces/IConsentRegistry.sol";
import {World} from "./World.sol";

/// @title What patients and guardians sign, written down here a second time from EIP-712 and the interface
abstract contract ConsentSigning is World {
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint64 internal constant KNOWN = 1 << 39;

    string private constant TERMS =
        "uint16 site,uint8 purpose,uint32 categories,uint40 from,uint40 until,bytes32 textDigest,uint64 nonce,uint40 deadline";

    function signerOf(uint256 key) internal pure returns (bytes memory) {
        return abi.encodePacked(vm.addr(key));
    }

    function grantDigest(IConsentRegistry.GrantRequest memory r) internal view returns (bytes32) {
        return _digest(bytes.concat(abi.encode(_type("GrantRequest(", ")")), _terms(r)));
    }

    function grantForStudiesDigest(
        IConsentRegistry.GrantRequest memory r,
        bytes32[] memory studyDigests
    ) internal view returns (bytes32) {
        bytes32 list = keccak256(abi.encodePacked(studyDigests));
        bytes32 kind = _type("GrantForStudiesRequest(", ",bytes32[] studyDigests)");
        return _digest(bytes.concat(abi.encode(kind), _terms(r), abi.encode(list)));
    }

    function guardianGrantDigest(
        bytes32 keyHash,
        IConsentRegistry.GrantRequest memory r
    ) internal view returns (bytes32) {
        bytes32 kind = _type("GuardianGrantRequest(bytes32 keyHash,", ")");
        return _digest(bytes.concat(abi.encode(kind, keyHash), _terms(r)));
    }

    function revokeDigest(IConsentRegistry.RevokeRequest memory r) internal view returns (bytes32) {
        bytes32 kind = keccak256("RevokeRequest(uint16 site,uint8 purpose,uint64 nonce,uint40 deadline)");
        return _digest(abi.encode(kind, r.site, r.purpose, r.nonce, r.deadline));
    }

    function guardianRevokeDigest(
        bytes32 keyHash,
        IConsentRegistry.RevokeRequest memory r
    ) internal view returns (bytes32) {
        bytes32 kind = keccak256(
            "GuardianRevokeRequest(bytes32 keyHash,uint16 site,uint8 purpose,uint64 nonce,uint40 deadline)"
        );
        return _digest(abi.encode(kind, keyHash, r.site, r.purpose, r.nonce, r.deadline));
    }

    function revokeAllDigest(IConsentRegistry.RevokeAllRequest memory r) internal view returns (bytes32) {
        bytes32 kind = keccak256("RevokeAllRequest(uint16 site,uint64 nonce,uint40 deadline)");
        return _digest(abi.encode(kind, r.site, r.nonce, r.deadline));
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev The same key's other signature of the digest, with s in the upper half.
    function highSignature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    function request(
        uint256 key,
        bool revocation,
        IConsentRegistry.GrantRequest memory terms
    ) internal view returns (IConsentRegistry.Request memory) {
        bytes32 digest = revocation ? revokeDigest(revocationOf(terms)) : grantDigest(terms);
        return IConsentRegistry.Request(revocation, terms, signerOf(key), signature(key, digest));
    }

    function revocationOf(
        IConsentRegistry.GrantRequest memory t
    ) internal pure returns (IConsentRegistry.RevokeRequest memory) {
        return IConsentRegistry.RevokeRequest(t.site, t.purpose, t.nonce, t.deadline);
    }

    /// @dev A signed request in the compact form.
    function compact(
        IConsentRegistry.Request memory item
    ) internal pure returns (IConsentRegistry.CompactRequest memory result) {
        IConsentRegistry.GrantRequest memory t = item.terms;
        uint256 header = (uint256(t.deadline) << 80) | (uint256(t.nonce) << 120) | (uint256(t.site) << 192);
        header |= (uint256(t.purpose) << 200) | ((uint256(keccak256(item.signer)) >> 208) << 208);
        if (!item.revocation) header |= (uint256(t.categories) << 160) | (uint256(t.until) << 40) | t.from;
        bytes memory parts = item.signature;
        (bytes32 r, bytes32 s) = (0, 0);
        assembly ("memory-safe") {
            r := mload(add(parts, 0x20))
            s := mload(add(parts, 0x40))
        }
        if (uint8(parts[64]) == 28) s |= bytes32(uint256(1) << 255);
        return IConsentRegistry.CompactRequest(header, t.textDigest, r, s);
    }

    function _terms(IConsentRegistry.GrantRequest memory r) private pure returns (bytes memory) {
        return abi.encode(r.site, r.purpose, r.categories, r.from, r.until, r.textDigest, r.nonce, r.deadline);
    }

    function _type(string memory opening, string memory closing) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(opening, TERMS, closing));
    }

    function _digest(bytes memory message) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Consilium Consent"),
                keccak256("1"),
                block.chainid,
                address(consents)
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, keccak256(message)));
    }
}
