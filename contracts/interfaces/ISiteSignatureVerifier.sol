// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A verifier of signatures whose keys are bound to a site, for example to the site's own web origin
/// @notice An ERC-7913 verifier that declares this interface (ERC-165) is asked here, with the site a consent is for.
interface ISiteSignatureVerifier {
    /// @notice This function's selector if the signature is the key's over `hash`, made for the site; anything else if not.
    function verifyForSite(
        uint16 site,
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4);
}
