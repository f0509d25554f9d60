// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title For the gas table: a consent as MedRec-like designs store it, one struct of several slots in a mapping, and an event
/// @dev MedRec (Azaria et al. 2016) and its successors keep who may read what until when in a struct per patient and provider, and a list
/// of each patient's relations to read back. The patient's own account sends the transaction: no signature is checked and no relay pays.
contract StructConsentMock {
    /// @notice A consent, unpacked as such designs have it.
    struct Consent {
        address patient;
        address provider;
        bytes32 purpose;
        uint256 from;
        uint256 until;
        bytes32 textDigest;
        bool active;
    }

    mapping(uint256 consentId => Consent) private _consents;
    mapping(address patient => uint256[] consentIds) private _consentsOf;
    uint256 private _count;

    /// @notice A consent was given.
    event ConsentGiven(uint256 indexed consentId, address indexed patient, address indexed provider, bytes32 purpose);
    /// @notice A consent was withdrawn.
    event ConsentWithdrawn(uint256 indexed consentId);

    /// @notice Only the patient withdraws.
    error NotThePatient(address caller);

    /// @notice Gives the provider a consent of the caller.
    function giveConsent(
        address provider,
        bytes32 purpose,
        uint256 from,
        uint256 until,
        bytes32 textDigest
    ) external returns (uint256 consentId) {
        consentId = ++_count;
        _consents[consentId] = Consent(msg.sender, provider, purpose, from, until, textDigest, true);
        _consentsOf[msg.sender].push(consentId);
        emit ConsentGiven(consentId, msg.sender, provider, purpose);
    }

    /// @notice Withdraws a consent of the caller.
    function withdrawConsent(uint256 consentId) external {
        Consent storage consent = _consents[consentId];
        if (consent.patient != msg.sender) revert NotThePatient(msg.sender);
        consent.active = false;
        emit ConsentWithdrawn(consentId);
    }
}
