// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The cheat codes of Hardhat's Solidity test runner that these tests use
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function addr(uint256 privateKey) external pure returns (address account);

    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    function prank(address caller) external;

    function warp(uint256 timestamp) external;

    function roll(uint256 blockNumber) external;

    function getBlockNumber() external view returns (uint256);

    function getBlockTimestamp() external view returns (uint256);

    /// @notice Creation code of a compiled contract, as `File.sol:Contract`.
    function getCode(string calldata artifact) external view returns (bytes memory);

    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);

    function getNonce(address account) external view returns (uint64);

    function recordLogs() external;

    function getRecordedLogs() external returns (Log[] memory);

    function toString(uint256 value) external pure returns (string memory);
}
