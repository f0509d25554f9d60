// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a site's register says of one patient key, as one storage word; zero for an unknown key
/// @dev index + 1 | registration block << 32 | epoch << 72 | flags << 80.
library Registration {
    uint256 internal constant EPOCH_MAX = type(uint8).max;
    /// @notice The key has signed for itself, so nobody else consents for it.
    uint256 internal constant SPEAKS = 1 << 80;
    /// @notice The site declared the key lost, which ends its epoch: it grants nothing in later ones.
    uint256 internal constant RETIRED = 1 << 81;
    /// @notice The site declared the key lost for a purpose, where it grants nothing in this epoch; in later ones it is retired.
    uint256 internal constant BARRED = 1 << 82;

    /// @notice The word of a key that is registered in this block.
    function create(uint256 index_, uint256 blockNumber_, uint256 flags) internal pure returns (uint256) {
        return (index_ + 1) | (blockNumber_ << 32) | flags;
    }

    function index(uint256 word) internal pure returns (uint32) {
        return uint32(word) - 1;
    }

    function blockNumber(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 32);
    }

    /// @notice How many times all consents of the key at the site were revoked at once.
    function epoch(uint256 word) internal pure returns (uint256) {
        return uint8(word >> 72);
    }

    /// @notice The word one epoch later: revoking everything does not clear a key that was barred for a purpose.
    function advance(uint256 word) internal pure returns (uint256) {
        return (word + (1 << 72)) | ((word & BARRED) >> 1);
    }
}
