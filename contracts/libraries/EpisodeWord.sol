// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A consent episode as one storage word
/// @dev from | until << 40 | grantBlock << 80 | revokeBlock << 120 | categories << 160 | basis << 192 | limited << 195
///      | revocationBasis << 196 | purpose << 200 | nonce << 208 | index << 232 | epoch << 248. `nonce` is the next one
///      that (key, site, purpose) must use in this epoch.
library EpisodeWord {
    uint256 internal constant BASIS_PATIENT = 1;
    uint256 internal constant BASIS_GUARDIAN = 2;
    uint256 internal constant BASIS_PAPER = 3;
    uint256 internal constant BASIS_WAIVER = 4;
    /// @notice Beside a basis: the consent is for the studies it lists only.
    uint256 internal constant LIMITED = 8;
    uint256 internal constant CLOSED_BY_PATIENT = 1;
    uint256 internal constant CLOSED_BY_NEXT_GRANT = 2;
    uint256 internal constant CLOSED_BY_SITE = 3;
    uint256 internal constant CLOSED_BY_GUARDIAN = 4;
    uint256 internal constant NONCE_MAX = type(uint24).max;

    /// @dev All but revokeBlock, revocationBasis, nonce, index and epoch: what was true at the end of a past block and stays so.
    uint256 private constant STEADY = ~((uint256(type(uint40).max) << 120) | (0xf << 196) | (uint256(type(uint48).max) << 208));

    function from(uint256 word) internal pure returns (uint40) {
        return uint40(word);
    }

    function until(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 40);
    }

    function grantBlock(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 80);
    }

    function revokeBlock(uint256 word) internal pure returns (uint40) {
        return uint40(word >> 120);
    }

    function categories(uint256 word) internal pure returns (uint32) {
        return uint32(word >> 160);
    }

    function basis(uint256 word) internal pure returns (uint8) {
        return uint8((word >> 192) & 7);
    }

    /// @notice Whether the consent is for the studies it lists only.
    function isLimited(uint256 word) internal pure returns (bool) {
        return (word >> 195) & 1 == 1;
    }

    function revocationBasis(uint256 word) internal pure returns (uint8) {
        return uint8((word >> 196) & 0xf);
    }

    function nonce(uint256 word) internal pure returns (uint256) {
        return (word >> 208) & NONCE_MAX;
    }

    function index(uint256 word) internal pure returns (uint256) {
        return uint16(word >> 232);
    }

    /// @notice Whether the patient's own key signed it.
    function isPatients(uint256 word) internal pure returns (bool) {
        return (word >> 192) & 7 == BASIS_PATIENT;
    }

    /// @notice Whether no further episode can follow.
    function isFull(uint256 word) internal pure returns (bool) {
        return nonce(word) == NONCE_MAX || index(word) == type(uint16).max;
    }

    /// @notice Nonce, index and epoch of the episode that follows one that is not full, at their places.
    function nextCounters(uint256 word) internal pure returns (uint256) {
        unchecked {
            return (word & (uint256(type(uint48).max) << 208)) + ((1 << 208) | (1 << 232));
        }
    }

    /// @notice Whether the episode exists and nothing closed it.
    function isOpen(uint256 word) internal pure returns (bool) {
        return word != 0 && revokeBlock(word) == 0;
    }

    /// @notice Whether the episode existed and was open at the end of the block.
    function inForceAt(uint256 word, uint256 blockNumber) internal pure returns (bool) {
        uint256 closed = revokeBlock(word);
        return word != 0 && grantBlock(word) <= blockNumber && (closed == 0 || closed > blockNumber);
    }

    /// @notice Whether the episode was closed at the end of the block.
    function isClosedBy(uint256 word, uint256 blockNumber) internal pure returns (bool) {
        uint256 closed = revokeBlock(word);
        return closed != 0 && closed <= blockNumber;
    }

    /// @notice The word as if nothing had closed it.
    function reopen(uint256 word) internal pure returns (uint256) {
        return word & ~((uint256(type(uint40).max) << 120) | (0xf << 196));
    }

    /// @notice The word closed at a block; the nonce moves on by `nonces`.
    function close(uint256 word, uint256 blockNumber, uint256 by, uint256 nonces) internal pure returns (uint256) {
        unchecked {
            // callers add no nonce at the top of its range
            return (word | (blockNumber << 120) | (by << 196)) + (nonces << 208);
        }
    }

    /// @notice The word without what later blocks may change.
    function steady(uint256 word) internal pure returns (uint256) {
        return word & STEADY;
    }
}
