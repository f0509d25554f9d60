// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {ISiteSignatureVerifier} from "../interfaces/ISiteSignatureVerifier.sol";

/// @title For tests: an ERC-1271 account that its owner's key signs for, or that burns all gas it is given
contract AccountMock is IERC1271 {
    address private immutable _owner;
    bool private immutable _burnsGas;

    /// @param owner Account whose key signs
    /// @param burnsGas Whether to loop until the gas is gone instead of answering
    constructor(address owner, bool burnsGas) {
        _owner = owner;
        _burnsGas = burnsGas;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes memory signature) external view override returns (bytes4) {
        while (_burnsGas) {}
        return ECDSA.recover(hash, signature) == _owner ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @title For tests: an ERC-7913 verifier whose signatures are keccak256(key, hash)
contract VerifierMock is IERC7913SignatureVerifier {
    /// @inheritdoc IERC7913SignatureVerifier
    function verify(
        bytes calldata key,
        bytes32 hash,
        bytes calldata signature
    ) external pure override returns (bytes4) {
        bool valid = keccak256(signature) == keccak256(abi.encode(keccak256(abi.encodePacked(key, hash))));
        return valid ? IERC7913SignatureVerifier.verify.selector : bytes4(0xffffffff);
    }
}

/// @title For tests: a verifier that is told the site and fails
contract FailingVerifierMock is ISiteSignatureVerifier, IERC165 {
    error VerifierFailed();

    /// @inheritdoc ISiteSignatureVerifier
    function verifyForSite(uint16, bytes calldata, bytes32, bytes calldata) external pure override returns (bytes4) {
        revert VerifierFailed();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure override returns (bool) {
        return interfaceId == type(ISiteSignatureVerifier).interfaceId || interfaceId == type(IERC165).interfaceId;
    }
}
