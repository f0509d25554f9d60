// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccountRecovery} from "./AccountRecovery.sol";
import {IAccountRecovery} from "./interfaces/IAccountRecovery.sol";
import {IConsortium} from "./interfaces/IConsortium.sol";
import {MemberSet} from "./libraries/MemberSet.sol";
import {Roles} from "./libraries/Roles.sol";

/// @title The members of the consortium, their roles, and the votes that change them
/// @notice After the founding nobody, the deployer included, admits or suspends alone: every change is a vote of active sites.
contract Consortium is AccountRecovery {
    using MemberSet for uint256;

    /// @notice Members ever admitted are fewer than this, so that sets of them are one word.
    uint256 public constant MEMBERS_MAX = 256;
    /// @notice Longest peer id, bytes.
    uint256 public constant PEER_ID_MAX_BYTES = 64;
    /// @notice Longest name, bytes of UTF-8.
    uint256 public constant NAME_MAX_BYTES = 100;
    /// @notice Time a proposal stays open, seconds.
    uint40 public constant PROPOSAL_LIFETIME = 30 days;
    /// @notice Votes that any decision needs at the least, so that no single account decides.
    uint256 public constant VOTES_MIN = 2;
    /// @notice Least of both minimums: a sum over fewer sites would be one site's own.
    uint16 public constant MINIMUM_FLOOR = 2;

    /// @inheritdoc IConsortium
    uint16 public override memberCount;
    /// @dev By index. An unknown one has the status None, so that a look at a member is one slot, and no count beside it.
    mapping(uint16 index => Member) private _members;
    /// @dev Index + 1, so that zero means unknown.
    mapping(address account => uint256) private _indexOfAccount;
    mapping(bytes32 peerIdHash => uint256) private _indexOfPeer;
    mapping(bytes32 nameHash => uint256) private _indexOfName;
    Proposal[] private _proposals;
    mapping(uint32 proposalId => Candidate) private _candidates;

    /// @inheritdoc IConsortium
    uint256 public override activeSites;
    /// @inheritdoc IConsortium
    uint256 public override knownSites;

    uint16 private _numerator = 1;
    uint16 private _denominator = 2;
    uint16 private _minSites = MINIMUM_FLOOR;
    uint16 private _minSurvivors = MINIMUM_FLOOR;

    /// @notice Founds the consortium.
    /// @param founders The founding members, indexed from 0 in this order; at least two of them sites
    constructor(Candidate[] memory founders) {
        for (uint256 i = 0; i < founders.length; ++i) _admit(founders[i]);
        uint256 sites = activeSites.count();
        if (sites < VOTES_MIN) revert SitesTooFew(sites, VOTES_MIN);
    }

    /// @inheritdoc IConsortium
    function memberAt(uint16 index) external view override returns (Member memory) {
        return _member(index);
    }

    /// @inheritdoc IConsortium
    function indexOf(address account) public view override returns (uint16) {
        uint256 found = _indexOfAccount[account];
        if (found == 0) revert MemberUnknown(account);
        return uint16(found - 1);
    }

    /// @inheritdoc IConsortium
    function indexOfPeer(bytes calldata peerId) external view override returns (uint16) {
        uint256 found = _indexOfPeer[keccak256(peerId)];
        if (found == 0) revert PeerUnknown(peerId);
        return uint16(found - 1);
    }

    /// @inheritdoc IAccountRecovery
    function accountsAt(uint256 blockNumber) external view override returns (address[] memory accounts) {
        accounts = new address[](memberCount);
        for (uint256 i = 0; i < accounts.length; ++i) accounts[i] = accountAt(uint16(i), blockNumber);
    }

    /// @inheritdoc IConsortium
    function isActiveWithRole(address account, uint8 roles) external view override returns (bool) {
        uint256 found = _indexOfAccount[account];
        if (found == 0) return false;
        return _isActive(_members[uint16(found - 1)], roles);
    }

    /// @inheritdoc IConsortium
    function isMemberWithRole(uint16 index, address account, uint8 roles) external view override returns (bool) {
        Member storage member = _members[index];
        return member.account == account && _isActive(member, roles);
    }

    /// @inheritdoc IConsortium
    function requireRole(address account, uint8 roles) public view override returns (uint16 index) {
        index = indexOf(account);
        Member storage member = _members[index];
        if (member.status != Status.Active) revert MemberNotActive(index);
        if (member.roles & roles == 0) revert RoleMissing(index, roles);
    }

    /// @inheritdoc IConsortium
    function signingAccounts(
        uint256 members,
        uint256 blockNumber
    ) external view override returns (address[] memory accounts) {
        accounts = new address[](members.count());
        for (uint256 i = 0; members != 0; ++i) {
            uint16 index = members.lowest();
            members &= members - 1;
            Member storage member = _members[index];
            if (member.status != Status.Active) continue;
            // In one slot with the account: only a member replaced since costs a look at its past.
            accounts[i] = member.accountSince > blockNumber ? accountAt(index, blockNumber) : member.account;
        }
    }

    /// @inheritdoc IConsortium
    function carries(uint256 votes) public view override returns (bool) {
        uint256 sites = activeSites;
        uint256 cast = (votes & sites).count();
        return cast >= VOTES_MIN && cast * _denominator > sites.count() * _numerator;
    }

    /// @inheritdoc IConsortium
    function rule() external view override returns (uint16 numerator, uint16 denominator) {
        return (_numerator, _denominator);
    }

    /// @inheritdoc IConsortium
    function minimums() external view override returns (uint16 minSites, uint16 minSurvivors) {
        return (_minSites, _minSurvivors);
    }

    /// @inheritdoc IConsortium
    function proposeAdmission(Candidate calldata candidate) external override returns (uint32 proposalId) {
        _checkCandidate(candidate);
        proposalId = _open(ProposalKind.Admit);
        _candidates[proposalId] = candidate;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposeSuspension(uint16 index) external override returns (uint32 proposalId) {
        _checkSuspension(_member(index), index);
        proposalId = _open(ProposalKind.Suspend);
        _proposals[proposalId - 1].subject = index;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposeReinstatement(uint16 index) external override returns (uint32 proposalId) {
        if (_member(index).status != Status.Suspended) revert MemberNotSuspended(index);
        proposalId = _open(ProposalKind.Reinstate);
        _proposals[proposalId - 1].subject = index;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposeRule(uint16 numerator, uint16 denominator) external override returns (uint32 proposalId) {
        if (uint256(numerator) * 2 < denominator || numerator >= denominator) revert RuleInvalid(numerator, denominator);
        proposalId = _open(ProposalKind.ChangeRule);
        Proposal storage proposal = _proposals[proposalId - 1];
        proposal.numerator = numerator;
        proposal.denominator = denominator;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposeMinimums(uint16 minSites, uint16 minSurvivors) external override returns (uint32 proposalId) {
        if (minSurvivors < MINIMUM_FLOOR || minSites < minSurvivors || minSites >= MEMBERS_MAX) {
            revert MinimumsOutOfRange(minSites, minSurvivors);
        }
        proposalId = _open(ProposalKind.ChangeMinimums);
        Proposal storage proposal = _proposals[proposalId - 1];
        proposal.minSites = minSites;
        proposal.minSurvivors = minSurvivors;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposeRenaming(uint16 index, bytes calldata name) external override returns (uint32 proposalId) {
        _member(index);
        _checkName(name);
        proposalId = _open(ProposalKind.Rename);
        _proposals[proposalId - 1].subject = index;
        _candidates[proposalId].name = name;
        _cast(proposalId);
    }

    /// @inheritdoc IAccountRecovery
    function proposeAccount(uint16 index, address account) external override returns (uint32 proposalId) {
        _member(index);
        _requireFree(account);
        proposalId = _open(ProposalKind.ReplaceAccount);
        _proposals[proposalId - 1].subject = index;
        _candidates[proposalId].account = account;
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function vote(uint32 proposalId) external override {
        _cast(proposalId);
    }

    /// @inheritdoc IConsortium
    function proposalAt(uint32 proposalId) external view override returns (Proposal memory) {
        return _proposal(proposalId);
    }

    /// @inheritdoc IConsortium
    function candidateOf(uint32 proposalId) external view override returns (Candidate memory) {
        _proposal(proposalId);
        return _candidates[proposalId];
    }

    /// @inheritdoc IConsortium
    function proposalCount() external view override returns (uint32) {
        return uint32(_proposals.length);
    }

    /// @inheritdoc IConsortium
    function rotateKeys(bytes calldata peerId, bytes32 boxKey) external override {
        uint16 index = indexOf(msg.sender);
        Member storage member = _members[index];
        _checkKeys(member.roles, boxKey, peerId);
        bytes32 before = keccak256(member.peerId);
        bytes32 next = keccak256(peerId);
        if (before != next) {
            if (_indexOfPeer[next] != 0) revert PeerTaken(peerId, uint16(_indexOfPeer[next] - 1));
            delete _indexOfPeer[before];
            if (peerId.length != 0) _indexOfPeer[next] = uint256(index) + 1;
            member.peerId = peerId;
        }
        member.boxKey = boxKey;
        emit KeysRotated(index, boxKey, peerId);
    }

    function _open(ProposalKind kind) private returns (uint32 proposalId) {
        uint16 proposer = requireRole(msg.sender, Roles.SITE);
        uint40 expiresAt = uint40(block.timestamp) + PROPOSAL_LIFETIME;
        Proposal storage proposal = _proposals.push();
        proposal.kind = kind;
        proposal.proposer = proposer;
        proposal.expiresAt = expiresAt;
        proposalId = uint32(_proposals.length);
        emit ProposalMade(proposalId, kind, proposer, expiresAt);
    }

    /// @dev Adds the caller's vote and, once the votes carry, takes effect.
    function _cast(uint32 proposalId) private {
        uint16 voter = requireRole(msg.sender, Roles.SITE);
        Proposal storage proposal = _proposal(proposalId);
        if (proposal.executed) revert ProposalClosed(proposalId);
        if (block.timestamp > proposal.expiresAt) revert ProposalExpired(proposalId, proposal.expiresAt);
        if (proposal.votes.has(voter)) revert AlreadyVoted(voter);
        proposal.votes |= MemberSet.only(voter);
        emit ProposalVoted(proposalId, voter);
        if (!carries(proposal.votes)) return;
        proposal.executed = true;
        _execute(proposalId, proposal);
        emit ProposalExecuted(proposalId);
    }

    function _execute(uint32 proposalId, Proposal storage proposal) private {
        if (proposal.kind == ProposalKind.Admit) {
            _admit(_candidates[proposalId]);
        } else if (proposal.kind == ProposalKind.Suspend) {
            _suspend(proposal.subject);
        } else if (proposal.kind == ProposalKind.Reinstate) {
            _reinstate(proposal.subject);
        } else if (proposal.kind == ProposalKind.ChangeRule) {
            (_numerator, _denominator) = (proposal.numerator, proposal.denominator);
            emit RuleChanged(proposal.numerator, proposal.denominator);
        } else if (proposal.kind == ProposalKind.Rename) {
            _rename(proposal.subject, _candidates[proposalId].name);
        } else if (proposal.kind == ProposalKind.ReplaceAccount) {
            _replace(proposal.subject, _candidates[proposalId].account, Replacement.ByVote);
        } else {
            (_minSites, _minSurvivors) = (proposal.minSites, proposal.minSurvivors);
            emit MinimumsChanged(proposal.minSites, proposal.minSurvivors);
        }
    }

    /// @dev Checks again what was checked at the proposal, since another proposal may have passed in between.
    function _admit(Candidate memory candidate) private {
        _checkCandidate(candidate);
        uint16 index = memberCount;
        if (index >= MEMBERS_MAX) revert ConsortiumFull();
        memberCount = index + 1;
        _members[index] = Member(
            candidate.account,
            candidate.roles,
            Status.Active,
            0,
            candidate.boxKey,
            candidate.peerId,
            candidate.name
        );
        _indexOfAccount[candidate.account] = uint256(index) + 1;
        if (candidate.peerId.length != 0) _indexOfPeer[keccak256(candidate.peerId)] = uint256(index) + 1;
        _indexOfName[keccak256(candidate.name)] = uint256(index) + 1;
        if (candidate.roles & Roles.SITE != 0) {
            activeSites |= MemberSet.only(index);
            knownSites |= MemberSet.only(index);
        }
        emit MemberAdmitted(
            index,
            candidate.account,
            candidate.roles,
            candidate.boxKey,
            candidate.peerId,
            candidate.name
        );
        if (candidate.custodians[0] != 0) _nameCustodians(index, candidate.custodians);
    }

    function _suspend(uint16 index) private {
        Member storage member = _members[index];
        _checkSuspension(member, index);
        member.status = Status.Suspended;
        activeSites &= ~MemberSet.only(index);
        emit MemberSuspended(index);
    }

    function _reinstate(uint16 index) private {
        Member storage member = _members[index];
        if (member.status != Status.Suspended) revert MemberNotSuspended(index);
        member.status = Status.Active;
        if (member.roles & Roles.SITE != 0) activeSites |= MemberSet.only(index);
        emit MemberReinstated(index);
    }

    /// @dev Checks the name again, since another member may have got it in between.
    function _rename(uint16 index, bytes memory name) private {
        _checkName(name);
        Member storage member = _members[index];
        delete _indexOfName[keccak256(member.name)];
        _indexOfName[keccak256(name)] = uint256(index) + 1;
        member.name = name;
        emit MemberRenamed(index, name);
    }

    /// @dev Two active sites at the least stay, or no vote would ever carry again.
    function _checkSuspension(Member storage member, uint16 index) private view {
        if (member.status != Status.Active) revert MemberNotActive(index);
        uint256 left = (activeSites & ~MemberSet.only(index)).count();
        if (left < VOTES_MIN) revert SitesTooFew(left, VOTES_MIN);
    }

    function _checkCandidate(Candidate memory candidate) private view {
        if (candidate.roles == 0 || candidate.roles & ~Roles.ALL != 0) revert RolesInvalid(candidate.roles);
        _checkKeys(candidate.roles, candidate.boxKey, candidate.peerId);
        _checkCustodians(candidate.custodians, candidate.account);
        _requireFree(candidate.account);
        uint256 holder = _indexOfPeer[keccak256(candidate.peerId)];
        if (holder != 0) revert PeerTaken(candidate.peerId, uint16(holder - 1));
        _checkName(candidate.name);
    }

    function _presentAccount(uint16 index) internal view override returns (address) {
        return _member(index).account;
    }

    function _requireNoMembers(address account) internal view override {
        uint256 holder = _indexOfAccount[account];
        if (holder != 0) revert AccountTaken(account, uint16(holder - 1));
    }

    function _setAccount(uint16 index, address from, address to) internal override {
        _members[index].account = to;
        _members[index].accountSince = uint40(block.number);
        delete _indexOfAccount[from];
        _indexOfAccount[to] = uint256(index) + 1;
    }

    function _checkName(bytes memory name) private view {
        if (name.length == 0 || name.length > NAME_MAX_BYTES) revert NameInvalid(name.length);
        uint256 holder = _indexOfName[keccak256(name)];
        if (holder != 0) revert NameTaken(name, uint16(holder - 1));
    }

    function _checkKeys(uint8 roles, bytes32 boxKey, bytes memory peerId) private pure {
        bool onNetwork = roles & (Roles.SITE | Roles.COORDINATOR) != 0;
        if (peerId.length > PEER_ID_MAX_BYTES || (onNetwork && peerId.length == 0)) revert PeerIdInvalid(peerId.length);
        if (boxKey == 0) revert BoxKeyInvalid();
    }

    function _member(uint16 index) private view returns (Member storage) {
        Member storage member = _members[index];
        if (member.status == Status.None) revert MemberIndexUnknown(index);
        return member;
    }

    function _isActive(Member storage member, uint8 roles) private view returns (bool) {
        return member.status == Status.Active && member.roles & roles != 0;
    }

    function _proposal(uint32 proposalId) private view returns (Proposal storage) {
        if (proposalId == 0 || proposalId > _proposals.length) revert ProposalUnknown(proposalId);
        return _proposals[proposalId - 1];
    }
}
