// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {IPasskeyVerifier} from "./interfaces/IPasskeyVerifier.sol";
import {ISiteSignatureVerifier} from "./interfaces/ISiteSignatureVerifier.sol";
import {Roles} from "./libraries/Roles.sol";
import {Membership} from "./Membership.sol";

/// @title Passkeys as signers: WebAuthn assertions of P-256 keys, bound to the relying party ids that a site registered
/// @dev OpenZeppelin's P256 asks the precompile of EIP-7951 (RIP-7212) at 0x100 first and computes in Solidity where the chain
///      has none. It refuses an s above half the group's order.
contract PasskeyVerifier is IPasskeyVerifier, ERC165, Membership {
    uint256 private constant KEY_BYTES = 64;
    uint256 private constant RP_ID_HASH_BYTES = 32;

    mapping(uint16 site => mapping(bytes32 rpIdHash => bool)) private _relyingParties;

    /// @param consortium_ The consortium whose sites register their relying parties
    constructor(IConsortium consortium_) Membership(consortium_) {}

    /// @inheritdoc IPasskeyVerifier
    function setRelyingParty(bytes32 rpIdHash, bool accepted) external override {
        uint16 site = _callerWithRole(Roles.SITE);
        _relyingParties[site][rpIdHash] = accepted;
        emit RelyingPartySet(site, rpIdHash, accepted);
    }

    /// @inheritdoc IPasskeyVerifier
    function isRelyingParty(uint16 site, bytes32 rpIdHash) external view override returns (bool) {
        return _relyingParties[site][rpIdHash];
    }

    /// @inheritdoc ISiteSignatureVerifier
    function verifyForSite(
        uint16 site,
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external view override returns (bytes4) {
        return _isValid(site, key, hash, signature) ? this.verifyForSite.selector : bytes4(0xffffffff);
    }

    /// @inheritdoc IERC7913SignatureVerifier
    /// @dev Without a site there is no relying party to hold the assertion to, so nothing is valid.
    function verify(bytes calldata, bytes32, bytes calldata) external pure override returns (bytes4) {
        return 0xffffffff;
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(ISiteSignatureVerifier).interfaceId || super.supportsInterface(interfaceId);
    }

    function _isValid(
        uint16 site,
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) private view returns (bool) {
        if (key.length != KEY_BYTES) return false;
        (bool decoded, WebAuthn.WebAuthnAuth calldata auth) = WebAuthn.tryDecodeAuth(signature);
        if (!decoded || auth.authenticatorData.length < RP_ID_HASH_BYTES) return false;
        if (!_relyingParties[site][bytes32(auth.authenticatorData[:RP_ID_HASH_BYTES])]) return false;
        // The challenge is the digest itself; user presence and user verification are both required.
        return WebAuthn.verify(abi.encodePacked(hash), auth, bytes32(key[:32]), bytes32(key[32:]), true);
    }
}
