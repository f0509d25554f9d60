// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../../contracts/interfaces/IConsentRegistry.sol";
import {IConsentSeals} from "../../../contracts/interfaces/IConsentSeals.sol";
import {IConsortium} from "../../../contracts/interfaces/IConsortium.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IPasskeyVerifier} from "../../../contracts/interfaces/IPasskeyVerifier.sol";
import {IRoundLedger} from "../../../contracts/interfaces/IRoundLedger.sol";
import {IStudyRegistry} from "../../../contracts/interfaces/IStudyRegistry.sol";
import {Vm} from "./Vm.sol";

/// @title The deployed contracts with four sites, a coordinator, an auditor and a sponsor, and a source of random choices
/// @dev Only interfaces are imported: the contracts come compiled, so a test runs the very code that is deployed.
abstract contract World {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    uint16 internal constant SITES = 4;
    uint16 internal constant COORDINATOR = 4;
    uint16 internal constant AUDITOR = 5;
    uint16 internal constant SPONSOR = 6;
    uint16 internal constant MEMBERS = 7;
    /// @dev An account that is nobody's.
    uint16 internal constant STRANGER = 8;

    IConsortium internal consortium;
    IConsentRegistry internal consents;
    IStudyRegistry internal studies;
    IRoundLedger internal rounds;
    IModelRegistry internal models;
    IConsentSeals internal seals;
    IPasskeyVerifier internal passkeys;

    /// @dev Of the first members and some more: finding one from its key costs as much as a signature.
    uint16 private constant KNOWN = 16;
    address[] private _accounts;

    bytes32 private _seed;
    uint256 private _drawn;
    uint256 private _step;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(100);
        for (uint16 i = 0; i < KNOWN; ++i) _accounts.push(vm.addr(keyOf(i)));
        IConsortium.Candidate[] memory founders = new IConsortium.Candidate[](MEMBERS);
        for (uint16 i = 0; i < MEMBERS; ++i) {
            founders[i] = candidate(i, i < SITES ? 1 : i == COORDINATOR ? 2 : i == AUDITOR ? 4 : 8);
        }
        consortium = IConsortium(_deploy("Consortium.sol:Consortium", abi.encode(founders)));
        passkeys = IPasskeyVerifier(_deploy("PasskeyVerifier.sol:PasskeyVerifier", abi.encode(consortium)));
        address[] memory verifiers = new address[](1);
        verifiers[0] = address(passkeys);
        consents = IConsentRegistry(_deploy("ConsentRegistry.sol:ConsentRegistry", abi.encode(consortium, verifiers)));
        studies = IStudyRegistry(_deploy("StudyRegistry.sol:StudyRegistry", abi.encode(consortium)));
        rounds = IRoundLedger(_deploy("RoundLedger.sol:RoundLedger", abi.encode(consortium, studies)));
        models = IModelRegistry(_deploy("ModelRegistry.sol:ModelRegistry", abi.encode(consortium, rounds)));
        seals = IConsentSeals(_deploy("ConsentSeals.sol:ConsentSeals", abi.encode(consortium, consents)));
    }

    function candidate(uint16 i, uint8 roles) internal view returns (IConsortium.Candidate memory) {
        bytes32 boxKey = keccak256(abi.encode("box", i));
        bytes32[3] memory none;
        return IConsortium.Candidate(accountOf(i), roles, boxKey, abi.encodePacked("peer", i), nameOf(i), none);
    }

    function nameOf(uint256 i) internal pure returns (bytes memory) {
        return abi.encodePacked("name", i);
    }

    function accountOf(uint16 i) internal view returns (address) {
        return i < KNOWN ? _accounts[i] : vm.addr(keyOf(i));
    }

    /// @dev The private key of a member's account.
    function keyOf(uint16 i) internal pure returns (uint256) {
        return 0xC0FFEE00 + i;
    }

    /// @dev Calls as a member and says whether the call went through.
    function tried(uint16 member, address target, bytes memory call) internal returns (bool done) {
        vm.prank(accountOf(member));
        (done, ) = target.call(call);
    }

    /// @dev The block number and time, asked from outside: the optimizer takes what the block itself says for constant.
    function height() internal view returns (uint256) {
        return vm.getBlockNumber();
    }

    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// @dev Starts a sequence of choices that one seed decides.
    function begin(bytes32 seed) internal {
        _seed = seed;
        _drawn = 0;
        _step = 0;
    }

    /// @dev A choice below `limit`.
    function pick(uint256 limit) internal returns (uint256) {
        return uint256(keccak256(abi.encode(_seed, ++_drawn))) % limit;
    }

    function word() internal returns (bytes32) {
        return keccak256(abi.encode(_seed, ++_drawn));
    }

    function nextStep() internal {
        ++_step;
    }

    /// @dev Fails the test and says at which step of the sequence; the runner adds the seed.
    function check(bool holds, string memory rule) internal view {
        if (!holds) revert(string.concat(rule, " (step ", vm.toString(_step), ")"));
    }

    function _deploy(string memory artifact, bytes memory arguments) private returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        require(deployed != address(0), string.concat(artifact, " does not deploy"));
    }
}
