// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Whether an ERC-7913 signer made a signature
interface ISignerCheck {
    /// @notice Whether the signature is the signer's over the digest: an account's (ECDSA or ERC-1271), or a key's of an allowed
    ///         verifier, which is told the site.
    function isSignedBy(
        uint16 site,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool);
}
