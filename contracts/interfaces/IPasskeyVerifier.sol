// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {ISiteSignatureVerifier} from "./ISiteSignatureVerifier.sol";

/// @title Passkeys as signers of consents
/// @notice A signer is this contract's address and the 64 bytes x ‖ y of a P-256 key. A signature is the ABI encoding of
///         (bytes32 r, bytes32 s, uint256 challengeIndex, uint256 typeIndex, bytes authenticatorData, string clientDataJSON).
interface IPasskeyVerifier is IERC7913SignatureVerifier, ISiteSignatureVerifier {
    /// @notice A site said whether it takes assertions made for a relying party id.
    event RelyingPartySet(uint16 indexed site, bytes32 indexed rpIdHash, bool accepted);

    /// @notice Says whether the calling site takes assertions for a relying party. Active sites only, each for itself.
    /// @param rpIdHash SHA-256 of the relying party id, the domain of the site's consent page
    function setRelyingParty(bytes32 rpIdHash, bool accepted) external;

    /// @notice Whether the site takes assertions made for this relying party id.
    function isRelyingParty(uint16 site, bytes32 rpIdHash) external view returns (bool);
}
