// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRoundLedger} from "../interfaces/IRoundLedger.sol";

/// @title A round's state in the length that its status needs
/// @dev OpenedRound, RosterRound and SurvivorsRound are the first 5, 7 and 11 of the 14 words of Round, all of one word each and in the
/// same order; the words after them are zero until a later step. So a shorter one in memory is the same place read shorter, and the
/// encoding of a Round is its memory. Zero words cost too: calldata and events are paid by the byte.
library RoundStates {
    /// @notice The whole state of a round that is open.
    function whole(IRoundLedger.OpenedRound calldata given) internal pure returns (IRoundLedger.Round memory round) {
        assembly ("memory-safe") {
            calldatacopy(round, given, 0xa0)
        }
    }

    /// @notice The whole state of a round whose roster is frozen.
    function whole(IRoundLedger.RosterRound calldata given) internal pure returns (IRoundLedger.Round memory round) {
        assembly ("memory-safe") {
            calldatacopy(round, given, 0xe0)
        }
    }

    /// @notice The whole state of a round whose survivors are frozen.
    function whole(IRoundLedger.SurvivorsRound calldata given) internal pure returns (IRoundLedger.Round memory round) {
        assembly ("memory-safe") {
            calldatacopy(round, given, 0x160)
        }
    }

    /// @notice What there is of an open round, for its event.
    function opened(IRoundLedger.Round memory round) internal pure returns (IRoundLedger.OpenedRound memory short) {
        assembly ("memory-safe") {
            short := round
        }
    }

    /// @notice What there is of a round with a roster, for its event.
    function withRoster(IRoundLedger.Round memory round) internal pure returns (IRoundLedger.RosterRound memory short) {
        assembly ("memory-safe") {
            short := round
        }
    }

    /// @notice What there is of a round with survivors, for its event.
    function withSurvivors(
        IRoundLedger.Round memory round
    ) internal pure returns (IRoundLedger.SurvivorsRound memory short) {
        assembly ("memory-safe") {
            short := round
        }
    }

    /// @notice keccak256(abi.encode(round)).
    function hash(IRoundLedger.Round memory round) internal pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            digest := keccak256(round, 0x1c0)
        }
    }
}
