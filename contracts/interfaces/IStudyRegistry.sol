// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Published studies and the access that each site grants to them
interface IStudyRegistry {
    /// @notice What a study says on chain.
    /// @param studyDigest SHA-256 of the study folder's canonical form; what a site approves
    /// @param purpose Number of the GA4GH DUO code, from 1
    /// @param categories Data categories it reads, one bit each
    /// @param minSites Fewest sites in a round, at least the consortium's minimum
    /// @param maxRounds Most rounds counted per site
    /// @param expiresAt Unix seconds after which no round opens
    /// @param maxCommitSpan Most seconds from a round's consent block to its commit deadline
    /// @param acceptedBases Bases of consents it accepts: 1 patient, 2 guardian, 4 paper, 8 ethics waiver, added together
    /// @param signOffsRequired Ethics sign-offs without which no round opens; 0 for none
    /// @param colluders Sites that may collude with the coordinator without learning another's part (c); minSites is at least c + 2
    /// @param opener Member index of the coordinator that alone opens its rounds
    /// @param riskClass Risk class of its models: 1 minimal, 2 limited, 3 high, which asks for more before a model is deployed
    struct StudyTerms {
        bytes32 studyDigest;
        uint8 purpose;
        uint32 categories;
        uint8 minSites;
        uint32 maxRounds;
        uint40 expiresAt;
        uint32 maxCommitSpan;
        uint8 acceptedBases;
        uint8 signOffsRequired;
        uint8 riskClass;
        uint8 colluders;
        uint16 opener;
    }

    /// @notice A study as stored; `signOffs` is how many members have signed it off.
    struct Study {
        bytes32 studyDigest;
        uint8 purpose;
        uint32 categories;
        uint8 minSites;
        uint32 maxRounds;
        uint40 expiresAt;
        uint32 maxCommitSpan;
        uint8 acceptedBases;
        uint8 signOffsRequired;
        uint8 riskClass;
        uint8 colluders;
        uint16 opener;
        uint8 signOffs;
        uint16 sponsor;
        uint32 publishedBlock;
    }

    /// @notice What a study asks of its rounds.
    /// @param opener, minSites, colluders, maxCommitSpan As in its terms
    struct RoundRules {
        uint16 opener;
        uint8 minSites;
        uint8 colluders;
        uint32 maxCommitSpan;
    }

    /// @notice A site's access grant to a study.
    /// @param until Unix seconds; the grant is live while the block time is below it
    /// @param roundCap Most rounds the site takes part in
    /// @param grantedBlock Block of the grant, 0 if the site never granted
    /// @param withdrawnBlock Block of the withdrawal, 0 while not withdrawn
    struct AccessGrant {
        uint40 until;
        uint32 roundCap;
        uint40 grantedBlock;
        uint40 withdrawnBlock;
    }

    /// @notice A study was published.
    event StudyPublished(uint32 indexed studyId, bytes32 indexed studyDigest, uint16 indexed sponsor, StudyTerms terms);
    /// @notice A member's ethics board signed a study off.
    event StudySignedOff(uint32 indexed studyId, uint16 indexed by, bytes32 decisionDigest);
    /// @notice A site granted a study access.
    event AccessGranted(uint32 indexed studyId, uint16 indexed site, uint40 until, uint32 roundCap);
    /// @notice A site withdrew its grant.
    event AccessWithdrawn(uint32 indexed studyId, uint16 indexed site);

    /// @notice The study has too few ethics sign-offs to open a round.
    error SignOffsMissing(uint32 studyId, uint8 given, uint8 required);
    /// @notice The member already signed the study off.
    error AlreadySignedOff(uint32 studyId, uint16 by);
    /// @notice A sign-off needs the digest of the board's decision.
    error DecisionMissing();
    /// @notice The study's own sponsor does not sign it off.
    error SponsorSignsNotOff(uint32 studyId, uint16 sponsor);
    /// @notice No such study.
    error StudyUnknown(uint32 studyId);
    /// @notice No study has this digest.
    error StudyDigestUnknown(bytes32 studyDigest);
    /// @notice The same folder is already published.
    error StudyAlreadyPublished(bytes32 studyDigest, uint32 studyId);
    /// @notice The study's expiry has passed.
    error StudyExpired(uint32 studyId, uint40 expiresAt);
    /// @notice A term is out of range: `term` names it.
    error StudyTermInvalid(bytes32 term, uint256 value);
    /// @notice The study asks for fewer sites than the consortium's minimum.
    error StudySitesTooFew(uint8 minSites, uint16 minimum);
    /// @notice The digest the site approved is not the study's.
    error StudyDigestMismatch(uint32 studyId, bytes32 published, bytes32 approved);
    /// @notice The grant's end or round cap is out of range.
    error GrantInvalid(uint40 until, uint32 roundCap);
    /// @notice The site has no grant for the study, or it is withdrawn or past its end.
    error GrantNotLive(uint32 studyId, uint16 site);

    /// @notice Publishes a study. Active sponsors and coordinators only.
    /// @return studyId Sequential from 1
    function publish(StudyTerms calldata terms) external returns (uint32 studyId);

    /// @notice Signs a study off for the caller's ethics board. Active sites and auditors, each once, the sponsor not.
    /// @param studyDigest The digest the board decided on; reverts StudyDigestMismatch unless it is the published one
    /// @param decisionDigest SHA-256 of the board's decision
    function signOff(uint32 studyId, bytes32 studyDigest, bytes32 decisionDigest) external;

    /// @notice The members that signed a study off, as a set.
    function signOffsOf(uint32 studyId) external view returns (uint256 members);

    /// @notice Grants the study access to the caller's site, replacing an earlier grant. Active sites only.
    /// @param studyDigest Digest that the site read and approved; must be the published one
    /// @param until Unix seconds at which the grant ends, in the future
    /// @param roundCap Most rounds the site takes part in, at least 1
    function grantAccess(uint32 studyId, bytes32 studyDigest, uint40 until, uint32 roundCap) external;

    /// @notice Withdraws the caller's live grant: no later round may admit the site. Active sites only.
    function withdrawAccess(uint32 studyId) external;

    /// @notice Number of studies; ids run from 1.
    function studyCount() external view returns (uint32);

    /// @notice A study; reverts StudyUnknown.
    function studyAt(uint32 studyId) external view returns (Study memory);

    /// @notice What a study asks of a round that opens now. Reverts StudyUnknown, StudyExpired or SignOffsMissing.
    function roundRules(uint32 studyId) external view returns (RoundRules memory);

    /// @notice The id of the study with this digest; reverts StudyDigestUnknown.
    function studyIdOf(bytes32 studyDigest) external view returns (uint32);

    /// @notice A site's grant, all zero if it never granted.
    function grantOf(uint32 studyId, uint16 site) external view returns (AccessGrant memory);

    /// @notice Whether the site's grant is live now: given, not withdrawn, not past its end, and the study not expired.
    function isGrantLive(uint32 studyId, uint16 site) external view returns (bool);

    /// @notice Reverts GrantNotLive unless the site's grant is live now.
    function requireLiveGrant(uint32 studyId, uint16 site) external view;

    /// @notice Reverts GrantNotLive unless every site of the set has a live grant.
    /// @return caps The lower of study and site cap for each site of the set, in index order
    function liveRoundCaps(uint32 studyId, uint256 sites) external view returns (uint32[] memory caps);
}
