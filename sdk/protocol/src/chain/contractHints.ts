/** What to do next where a contract refused, by its error's name. Every face of the product shows it: commands, services, logs. */
const CONTRACT_HINTS: Record<string, string> = {
  ConsentKeySpeaks:
    "The patient's own key has signed at this hospital, so nobody consents or revokes in its place: ask the patient.",
  ConsentKeyUnknown: "No such key is registered at this hospital: compare it with the enrolment list.",
  ConsentKeyRetired: "The hospital retired this key: the patient enrols another.",
  ConsentNotActive: "There is no open consent to revoke: look with `consilium consent status --for`.",
  ConsentHistoryFull: "This key has used up its consents here: the patient enrols another.",
  ConsentPeriodInvalid: "The period must end after it begins, and in the future.",
  StudyDigestUnknown:
    "Nobody published this folder as it is: the operator does with `consilium study publish <folder>`. An edited folder is another study.",
  StudyAlreadyPublished: "This very folder is published: see its number with `consilium study list`.",
  StudyExpired: "The study's last day has passed: publish it with a later `expires`.",
  StudySitesTooFew: "Raise sites.minimum in study.yaml; `consilium member list` shows the consortium's minimum.",
  StudyDigestMismatch: "Get the published folder again and approve that one.",
  SignOffsMissing:
    "Ethics boards must sign the study off first: an active site or auditor runs `consilium study sign-off <folder> --decision <file>`.",
  AlreadySignedOff: "This member's sign-off counts already; another board's member signs for itself.",
  SponsorSignsNotOff: "Another member signs off: a study's sponsor does not judge it.",
  GrantNotLive: "The site approves the study again with `consilium-node approve`.",
  GrantInvalid: "Give a later last day, not after the study's own, and at least one round.",
  RoundsExhausted:
    "The site's rounds are used up: it approves the study again with more `--rounds`, if the study allows them.",
  NotTheStudysOpener:
    "The coordinator that the study names on chain opens its rounds; publish the study with this one to change that.",
  QueryFinalized:
    "This question has its answer already: see the result of that round. Another question is another study.",
  QueryBound:
    "An earlier round of this question was frozen for other sites. Run it with the same sites, or wait until enough of them declared that they did not unmask it.",
  RoundUnfinished: "The study's round under way ends first: see `consilium study status`.",
  MemberUnknown:
    "This account is not a member's: see `consilium member list`. The sites admit it with `consilium member propose admit`.",
  AccountTaken: "Give an account that is no member's: `consilium member list` shows them.",
  AccountRetired: "An account that was replaced is no member's ever again: make another.",
  AccountNotExpected:
    "The present account offers its place first, or two custodians start a recovery, or the sites vote: `consilium member recovery --help`.",
  ApprovalExpired: "The two custodians approve again, with a later last day.",
  ApprovalInvalid: "Every start and stop makes the approvals before it void: the two custodians approve again.",
  CustodianTwice: "A second, different custodian approves too.",
  CustodianUnknown:
    "Only those that the member named can approve; where it named none, the sites vote: `consilium member propose account`.",
  RecoveryExpired: "It was not taken in time: two custodians start again.",
  RecoveryTooEarly: "The present account has seven days to object: try again then.",
  RecoveryUnderWay: "Stop it first: `consilium member recovery stop`.",
  RecoveryUnknown: "There is nothing to stop.",
  NameTaken: "Another member has this name: choose one that people can tell apart.",
  ProposalExpired: "Make the proposal again with `consilium member propose`.",
  AlreadyVoted: "The vote counts already: see who is missing with `consilium member proposals`.",
  ModelNotAudited: "An auditor attests something about it first: `consilium model attest`.",
  DeploymentNotVoted: "The sites vote first: `consilium model vote <model> deployed`.",
};

/** Undefined where nothing is known of that error. */
export function contractHint(errorName: string): string | undefined {
  return CONTRACT_HINTS[errorName];
}

/** Every error that has a hint, for the test that the contracts have them all. */
export const HINTED_ERRORS: readonly string[] = Object.keys(CONTRACT_HINTS);
