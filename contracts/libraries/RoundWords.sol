// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundLedger} from "../interfaces/IRoundLedger.sol";

/// @title The small figures of a round's state, thirteen of them in two words: calldata and events are paid by the byte
/// @dev From the lowest bit, `figures` holds studyId (32), previousRound (32), opener (16), minSites (16), colluders (8), joinBy (40),
/// commitBy (40) and unmaskBy (40); `blocks` holds five blocks and times of 40 bits each: consentBlock, consentTimestamp,
/// rosterFrozenBlock, survivorsFrozenBlock and closedBlock.
library RoundWords {
    uint256 private constant ROSTER_FROZEN_AT = 80;
    uint256 private constant SURVIVORS_FROZEN_AT = 120;
    uint256 private constant CLOSED_AT = 160;

    /// @notice The word of what stands when a round opens, but for the blocks.
    function figuresOf(
        IRoundLedger.RoundTerms calldata terms,
        uint32 previousRound,
        uint16 openedBy,
        uint8 tolerated
    ) internal pure returns (uint256) {
        return
            uint256(terms.studyId) |
            (uint256(previousRound) << 32) |
            (uint256(openedBy) << 64) |
            (uint256(terms.minSites) << 80) |
            (uint256(tolerated) << 96) |
            (uint256(terms.joinBy) << 104) |
            (uint256(terms.commitBy) << 144) |
            (uint256(terms.unmaskBy) << 184);
    }

    /// @notice The blocks of a round that opens in this one.
    function blocksOfOpening() internal view returns (uint256) {
        return block.number | (block.timestamp << 40);
    }

    /// @notice The block as of whose end consents and accounts count.
    function consentBlock(uint256 blocks) internal pure returns (uint40) {
        return uint40(blocks);
    }

    /// @notice The blocks after the roster's freeze in this block.
    function withRosterFrozen(uint256 blocks) internal view returns (uint256) {
        return blocks | (block.number << ROSTER_FROZEN_AT);
    }

    /// @notice The blocks after the survivors' freeze in this block.
    function withSurvivorsFrozen(uint256 blocks) internal view returns (uint256) {
        return blocks | (block.number << SURVIVORS_FROZEN_AT);
    }

    /// @notice The blocks after the round's end in this block.
    function withClosed(uint256 blocks) internal view returns (uint256) {
        return blocks | (block.number << CLOSED_AT);
    }

    /// @notice The study whose round it is.
    function studyId(uint256 figures) internal pure returns (uint32) {
        return uint32(figures);
    }

    /// @notice The member that opened the round.
    function opener(uint256 figures) internal pure returns (uint16) {
        return uint16(figures >> 64);
    }

    /// @notice Fewest sites on the roster.
    function minSites(uint256 figures) internal pure returns (uint16) {
        return uint16(figures >> 80);
    }

    /// @notice c, the sites that may collude with the coordinator.
    function colluders(uint256 figures) internal pure returns (uint8) {
        return uint8(figures >> 96);
    }

    /// @notice Deadline of the commitments, unix seconds.
    function commitBy(uint256 figures) internal pure returns (uint40) {
        return uint40(figures >> 144);
    }

    /// @notice Deadline of the result, unix seconds.
    function unmaskBy(uint256 figures) internal pure returns (uint40) {
        return uint40(figures >> 184);
    }
}
