// Generated from contracts/RoundLedger.sol by `npm run generate`; do not edit.
export const RoundLedger = {
  name: "RoundLedger",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        },
        {
          "internalType": "contract IStudyRegistry",
          "name": "studyRegistry_",
          "type": "address"
        },
        {
          "internalType": "contract IModelRegistry",
          "name": "modelRegistry_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "AlreadyDisputed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "CommitmentAlreadyPosted",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "deadline",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "timestamp",
          "type": "uint40"
        }
      ],
      "name": "DeadlineNotPassed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "deadline",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "timestamp",
          "type": "uint40"
        }
      ],
      "name": "DeadlinePassed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint40",
          "name": "joinBy",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "commitBy",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "unmaskBy",
          "type": "uint40"
        },
        {
          "internalType": "uint40",
          "name": "latestCommitBy",
          "type": "uint40"
        }
      ],
      "name": "DeadlinesInvalid",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "DigestMissing",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "DismissalAlreadyVoted",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "InvalidShortString",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "count",
          "type": "uint256"
        },
        {
          "internalType": "uint16",
          "name": "minimum",
          "type": "uint16"
        }
      ],
      "name": "MembersTooFew",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "minSurvivors",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "minSites",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "studyMinSites",
          "type": "uint16"
        }
      ],
      "name": "MinimumsInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "NotASurvivor",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "NotDisputed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "members",
          "type": "uint256"
        }
      ],
      "name": "NotOnRoster",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "member",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "opener",
          "type": "uint16"
        }
      ],
      "name": "NotTheOpener",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "members",
          "type": "uint256"
        }
      ],
      "name": "RosterNotActiveSites",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "enum IRoundLedger.Status",
          "name": "status",
          "type": "uint8"
        },
        {
          "internalType": "enum IRoundLedger.Status",
          "name": "needed",
          "type": "uint8"
        }
      ],
      "name": "RoundStatusWrong",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "RoundUnfinished",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "RoundUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint32",
          "name": "used",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "cap",
          "type": "uint32"
        }
      ],
      "name": "RoundsExhausted",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "string",
          "name": "str",
          "type": "string"
        }
      ],
      "name": "StringTooLong",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "expiresAt",
          "type": "uint40"
        }
      ],
      "name": "StudyExpired",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "commitment",
          "type": "bytes32"
        }
      ],
      "name": "CommitmentPosted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "DismissalVoted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "disputes",
          "type": "uint256"
        }
      ],
      "name": "DisputesDismissed",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [],
      "name": "EIP712DomainChanged",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "rosterBitmap",
          "type": "uint256"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "rosterRoot",
          "type": "bytes32"
        }
      ],
      "name": "RosterFrozen",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "by",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "reason",
          "type": "bytes32"
        }
      ],
      "name": "RoundAborted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "reasonDigest",
          "type": "bytes32"
        }
      ],
      "name": "RoundDisputed",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "resultDigest",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        }
      ],
      "name": "RoundFinalized",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "opener",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "manifestDigest",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        }
      ],
      "name": "RoundOpened",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "survivorBitmap",
          "type": "uint256"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "commitmentsRoot",
          "type": "bytes32"
        }
      ],
      "name": "SurvivorsFrozen",
      "type": "event"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "reason",
          "type": "bytes32"
        }
      ],
      "name": "abortRound",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "consortium",
      "outputs": [
        {
          "internalType": "contract IConsortium",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "reasonDigest",
          "type": "bytes32"
        }
      ],
      "name": "dispute",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "eip712Domain",
      "outputs": [
        {
          "internalType": "bytes1",
          "name": "fields",
          "type": "bytes1"
        },
        {
          "internalType": "string",
          "name": "name",
          "type": "string"
        },
        {
          "internalType": "string",
          "name": "version",
          "type": "string"
        },
        {
          "internalType": "uint256",
          "name": "chainId",
          "type": "uint256"
        },
        {
          "internalType": "address",
          "name": "verifyingContract",
          "type": "address"
        },
        {
          "internalType": "bytes32",
          "name": "salt",
          "type": "bytes32"
        },
        {
          "internalType": "uint256[]",
          "name": "extensions",
          "type": "uint256[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "resultDigest",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        }
      ],
      "name": "finalizeRound",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "rosterBitmap",
          "type": "uint256"
        },
        {
          "internalType": "bytes32",
          "name": "rosterRoot",
          "type": "bytes32"
        }
      ],
      "name": "freezeRoster",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "survivorBitmap",
          "type": "uint256"
        },
        {
          "internalType": "bytes32",
          "name": "commitmentsRoot",
          "type": "bytes32"
        }
      ],
      "name": "freezeSurvivors",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "isDisputed",
      "outputs": [
        {
          "internalType": "bool",
          "name": "",
          "type": "bool"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "modelRegistry",
      "outputs": [
        {
          "internalType": "contract IModelRegistry",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "uint32",
              "name": "studyId",
              "type": "uint32"
            },
            {
              "internalType": "bytes32",
              "name": "manifestDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "modelDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint16",
              "name": "minSurvivors",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "minSites",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "joinBy",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "commitBy",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "unmaskBy",
              "type": "uint40"
            }
          ],
          "internalType": "struct IRoundLedger.RoundTerms",
          "name": "terms",
          "type": "tuple"
        }
      ],
      "name": "openRound",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "openRoundOf",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "",
          "type": "uint32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "commitment",
          "type": "bytes32"
        }
      ],
      "name": "postCommitment",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "postedCommitment",
      "outputs": [
        {
          "internalType": "bytes32",
          "name": "",
          "type": "bytes32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "roundAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint32",
              "name": "studyId",
              "type": "uint32"
            },
            {
              "internalType": "uint16",
              "name": "opener",
              "type": "uint16"
            },
            {
              "internalType": "enum IRoundLedger.Status",
              "name": "status",
              "type": "uint8"
            },
            {
              "internalType": "uint16",
              "name": "minSurvivors",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "minSites",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "joinBy",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "commitBy",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "unmaskBy",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "consentTimestamp",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "consentBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "rosterFrozenBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "survivorsFrozenBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "closedBlock",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "manifestDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "modelDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint256",
              "name": "rosterBitmap",
              "type": "uint256"
            },
            {
              "internalType": "bytes32",
              "name": "rosterRoot",
              "type": "bytes32"
            },
            {
              "internalType": "uint256",
              "name": "survivorBitmap",
              "type": "uint256"
            },
            {
              "internalType": "bytes32",
              "name": "commitmentsRoot",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "resultDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "resultModelDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "abortReason",
              "type": "bytes32"
            },
            {
              "internalType": "uint256",
              "name": "disputes",
              "type": "uint256"
            },
            {
              "internalType": "uint256",
              "name": "dismissed",
              "type": "uint256"
            },
            {
              "internalType": "uint256",
              "name": "dismissalVotes",
              "type": "uint256"
            }
          ],
          "internalType": "struct IRoundLedger.Round",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "roundCount",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "",
          "type": "uint32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "roundsOf",
      "outputs": [
        {
          "internalType": "uint32[]",
          "name": "",
          "type": "uint32[]"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "roundsUsed",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "",
          "type": "uint32"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "studyRegistry",
      "outputs": [
        {
          "internalType": "contract IStudyRegistry",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "roundId",
          "type": "uint32"
        }
      ],
      "name": "voteToDismiss",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x6101c080604052346101e757606081612d10803803809161002082856101eb565b8339810103126101e7578051906001600160a01b03821682036101e7576020810151906001600160a01b03821682036101e75760400151916001600160a01b03831683036101e7576040516100766040826101eb565b600f815260208101906e10dbdb9cda5b1a5d5b48149bdd5b99608a1b8252604051916100a36040846101eb565b600183526020830191603160f81b83526100bc81610222565b610120526100c984610222565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261013260c0826101eb565b5190206080523060c05261016052610180526101a052604051612a82908161028e823960805181505060a05181505060c05181505060e05181505061010051815050610120518161124901526101405181611272015261016051818181610f260152818161120d015281816114b80152818161216e0152818161261901526126d30152610180518181816103dd015281816106fc01528181610fcb015261137101526101a05181818161141201526125380152f35b5f80fd5b601f909101601f19168101906001600160401b0382119082101761020e57604052565b634e487b7160e01b5f52604160045260245ffd5b601f81511161024d57602081519101516020821061023e571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c80629aa8a814611e0b5780630559f21b14611bde578063075ca66a1461185b578063127f0b3f1461183857806318978956146114845780631ce0c0ec1461146357806328804093146114365780632ba36f78146113e65780637120a8af146113955780637d9fc9411461134557806384b0196e146112315780639ad18765146111e1578063b0c8dbcc146111a8578063b8d84ecb14610e72578063cc06054a1461068a578063cffcab6114610319578063d9560a3414610153578063ed277a98146101185763f68ebafa146100e9575f80fd5b3461011457606060031936011261011457610112610105611f79565b60443590602435906123f4565b005b5f80fd5b346101145760206003193601126101145763ffffffff610136611f79565b165f526004602052602063ffffffff60405f205416604051908152f35b346101145760406003193601126101145761016c611f79565b6024356101776125c9565b9161018181612706565b60ff815460301c1660068110156102ec57600281036102ac5750600161ffff600482930154951694851c160361027357811561024b5763ffffffff1690815f52600660205260405f20835f5260205260405f205461021c5760207f0da2ca022778ef401f43c7a89b661dc42c5808cdf8fa902f53decf39497a524891835f526006825260405f20855f5282528060405f2055604051908152a3005b507fd7477593000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f0342fbe0000000000000000000000000000000000000000000000000000000005f5260045ffd5b8263ffffffff6001927f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b6102e29063ffffffff847f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452611f8c565b600260445260645ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b346101145761032736612019565b909190610332612683565b61033d60028461297e565b9061ffff80835460201c169116818103610652575050805461036964ffffffffff8260a81c168561276a565b821561024b5760048201541985168061061d5750610386856127be565b61ffff8260381c16908181106105e55750506040517fdb8ac8e200000000000000000000000000000000000000000000000000000000815263ffffffff919091166004820181905260248201869052905f816044817f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff165afa80156105da5761042d915f916105b8575b5086836127f6565b5f85805b6104eb57867fd4b0537423ff27215d44e90f85614068ad953c881dee8df9645e3f4b22c8c33b604063ffffffff89898060078b66030000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff6effffffffff000000000000000000004360501b1691161790558860068201550155835195865260208601521692a2005b5f905f5b60088110610579575081610548575b61ffff915060081c911661ffff811461051b576001019080610431565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b835f52600560205260405f2061ffff84165f5260205260405f2091825490810180911161051b5761ffff92556104fe565b917f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316830361051b576001908183851c168460051b1b1792016104ef565b6105d491503d805f833e6105cc818361205d565b8101906122aa565b87610425565b6040513d5f823e3d90fd5b63ffffffff867fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff857f62fdc29b000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b3461011457610100600319360112610114576106a4612683565b6106ac612338565b63ffffffff604051917f319cf57c0000000000000000000000000000000000000000000000000000000083521660048201526101208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f91610d92575b5064ffffffffff60a08201511642811115610d56575063ffffffff61074f612338565b165f52600460205263ffffffff60405f20541680610d1a575060243590811561024b57600261ffff61077f61237a565b16108015610cfc575b8015610ce0575b610c8f5760c063ffffffff9101511664ffffffffff42160164ffffffffff811161051b5764ffffffffff6107c16123b8565b16421080610c6e575b80610c4d575b158015610c33575b610bcc57506002549068010000000000000000821015610b9f57600363ffffffff61080a60018501948560025561239c565b5093169263ffffffff61081b612338565b82547fffffffffffffffffffffffffffffffffffffffffffffffffff000000ffffffff92909116919091167fffffffffffffffffffffffffffffffffffffffffffffffffff0000000000000090911617602086901b65ffff000000001617660100000000000017815561088c61237a565b68ffff0000000000000082549160381b1690817fffffffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffff82161783556affff0000000000000000006108d961238b565b60481b169182817fffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffff8416171784557fffffffffffffffffffffffffffffffff000000000000000000ffffffffffffff6fffffffffff00000000000000000000006109416123b8565b60581b1692161791818382171784557fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff74ffffffffff0000000000000000000000000000000061098f6123cc565b60801b1693161790828282171784557fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff0000000000000000000000000000000000000000006109e26123e0565b60a81b1692161791818382171784557fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7effffffffff00000000000000000000000000000000000000000000000000004260d01b16931617171781556001810164ffffffffff43167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055826002820155604435918291015563ffffffff610a8c612338565b165f52600360205260405f2080549468010000000000000000861015610b9f5760018601808355861015610b7257604061ffff7fee860eccfed9618a09fe20542831cb9aac61ba9a89df0605aa43968b7666c7d99260209888955f52895f208160031c019060e082549160051b169063ffffffff88831b921b191617905563ffffffff610b17612338565b165f5260048952825f2063ffffffff86167fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000082541617905563ffffffff610b5c612338565b16958351978852898801521694a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60849064ffffffffff610bdd6123b8565b9181610be76123cc565b81610bf06123e0565b9181604051977fedc4d3cc000000000000000000000000000000000000000000000000000000008952166004880152166024860152166044840152166064820152fd5b50610c3c6123cc565b64ffffffffff8083169116116107d8565b50610c566123cc565b64ffffffffff80610c656123e0565b169116106107d0565b50610c776123b8565b64ffffffffff80610c866123cc565b169116106107ca565b61ffff610c9a61237a565b918160ff6060610ca861238b565b93015116937f8a124219000000000000000000000000000000000000000000000000000000005f52166004521660245260445260645ffd5b50610ce961238b565b61ffff60ff60608401511691161061078f565b50610d0561238b565b61ffff80610d1161237a565b16911610610788565b63ffffffff610d27612338565b7fe7d5018c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff610d63612338565b7fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b9050610120813d8211610e6a575b81610dae610120938361205d565b810103126101145760405190610120820182811067ffffffffffffffff821117610b9f57610e5e916101009160405280518452610ded6020820161234b565b6020850152610dfe60408201612299565b6040850152610e0f6060820161234b565b6060850152610e2060808201612299565b6080850152610e3160a08201612359565b60a0850152610e4260c08201612299565b60c0850152610e5360e0820161236b565b60e085015201612359565b6101008201528261072c565b3d9150610da0565b3461011457610e8036612019565b9091610e8a612683565b90610e9660018261297e565b9161ffff80845460201c1691168181036111705750508154610ec264ffffffffff8260801c168361276a565b831561024b57610ed1856127be565b61ffff8260481c16908181106111385750506040517f4f14ff7700000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f91611106575b50198516806110d1575063ffffffff1690604051937f329ba7a90000000000000000000000000000000000000000000000000000000085525f8580610fb28987600484016020909392919363ffffffff60408201951681520152565b038173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156105da57600560409561103384938a63ffffffff987f474309fd5ca29c37dd942ed972933f5449ef424c0ddadef6b6d24c2662066e3d9b5f936110b5575b506127f6565b66020000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff69ffffffffff00000000004360281b1691161790558860048201550155835195865260208601521692a2005b6110ca9193503d805f833e6105cc818361205d565b918d61102d565b63ffffffff837fe9f0427c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b90506020813d602011611130575b816111216020938361205d565b81010312610114575186610f56565b3d9150611114565b63ffffffff847fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff837f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b346101145763ffffffff6111bb36611fa8565b91165f52600660205261ffff60405f2091165f52602052602060405f2054604051908152f35b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610114575f600319360112610114576112e961126d7f00000000000000000000000000000000000000000000000000000000000000006129f5565b6112967f00000000000000000000000000000000000000000000000000000000000000006129f5565b60206112f7604051926112a9838561205d565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190611fd6565b908582036040870152611fd6565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061132e57505050500390f35b83518552869550938101939281019260010161131f565b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461011457602063ffffffff806113ab36611fa8565b91165f526005835260405f2061ffff611fff8360031c16165f52835261ffff6113db600760405f20549316612282565b161c16604051908152f35b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610114576020600319360112610114576020611459611454611f79565b612268565b6040519015158152f35b346101145760206003193601126101145761011261147f611f79565b6120b6565b346101145760406003193601126101145761149d611f79565b6024359073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691604051927f6925da9000000000000000000000000000000000000000000000000000000000845233600485015260036024850152602084604481845afa9384156105da575f946117fc575b5061152e83612706565b9081549060ff8260301c16600681101596876102ec576004821480156117ef575b6117af5761ffff169661ffff8460201c168803611654575b505082547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff16660500000000000017835550506001810180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff000000000000000000000000000000161790557ffb726470288caed6358a2fb189f07c27d01c2a3acb7eddf5b0861861ece3255e9060209063ffffffff90819085600a820155818154165f526004845260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000081541690555416946040519485521692a4005b6102ec576001148091811561179b575b8115611717575b50156116de5764ffffffffff918291156116d55760801c165b168042111561169557808080611567565b63ffffffff847fa3f2ccd3000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b60a81c16611684565b60018663ffffffff877f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b60449150602090604051928380927fa2ee1c78000000000000000000000000000000000000000000000000000000008252336004830152600260248301525afa9081156105da575f9161176c575b508761166b565b61178e915060203d602011611794575b611786818361205d565b81019061209e565b87611765565b503d61177c565b90506001806004860154891c161490611664565b6117e58263ffffffff897f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452611f8c565b600360445260645ffd5b505f97506005821461154f565b9093506020813d602011611830575b816118186020938361205d565b81010312610114576118299061236b565b9284611524565b3d915061180b565b34610114575f60031936011261011457602063ffffffff60025416604051908152f35b346101145760206003193601126101145761192b611877611f79565b5f61030060405161188781612040565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e08201528261020082015282610220820152826102408201528261026082015282610280820152826102a0820152826102c0820152826102e08201520152612706565b6040519061193882612040565b80549063ffffffff8216835261ffff8260201c16602084015260ff8260301c1660068110156102ec57600d9264ffffffffff91604086015261ffff8160381c16606086015261ffff8160481c166080860152818160581c1660a0860152818160801c1660c0860152818160a81c1660e086015260d01c1661010084015264ffffffffff6001820154818116610120860152818160281c16610140860152818160501c1661016086015260781c1661018084015260028101546101a084015260038101546101c084015260048101546101e084015260058101546102008401526006810154610220840152600781015461024084015260088101546102608401526009810154610280840152600a8101546102a0840152600b8101546102c0840152600c8101546102e0840152015461030082015260405163ffffffff825116815261ffff6020830151166020820152604082015160068110156102ec576103209261030091604084015261ffff606082015116606084015261ffff608082015116608084015264ffffffffff60a08201511660a084015264ffffffffff60c08201511660c084015264ffffffffff60e08201511660e084015264ffffffffff6101008201511661010084015264ffffffffff6101208201511661012084015264ffffffffff6101408201511661014084015264ffffffffff6101608201511661016084015264ffffffffff610180820151166101808401526101a08101516101a08401526101c08101516101c08401526101e08101516101e08401526102008101516102008401526102208101516102208401526102408101516102408401526102608101516102608401526102808101516102808401526102a08101516102a08401526102c08101516102c08401526102e08101516102e08401520151610300820152f35b346101145760206003193601126101145763ffffffff611bfc611f79565b165f52600360205260405f2060405190818260208354928381520180935f5260205f20925f905b806007830110611d8457611c7c945491818110611d6d575b818110611d54575b818110611d3a575b818110611d20575b818110611d06575b818110611cec575b818110611cd2575b10611cc4575b50939293038261205d565b604051918291602083019060208452518091526040830191905f5b818110611ca5575050500390f35b825163ffffffff16845285945060209384019390920191600101611c97565b60e01c815260200185611c71565b92602060019163ffffffff8560c01c168152019301611c6b565b92602060019163ffffffff8560a01c168152019301611c63565b92602060019163ffffffff8560801c168152019301611c5b565b92602060019163ffffffff8560601c168152019301611c53565b92602060019163ffffffff8560401c168152019301611c4b565b92602060019163ffffffff85831c168152019301611c43565b92602060019163ffffffff85168152019301611c3b565b916008919350610100600191865463ffffffff8116825263ffffffff8160201c16602083015263ffffffff8160401c16604083015263ffffffff8160601c16606083015263ffffffff8160801c16608083015263ffffffff8160a01c1660a083015263ffffffff8160c01c1660c083015260e01c60e0820152019401920185929391611c23565b3461011457604060031936011261011457611e24611f79565b602435611e2f6125c9565b91611e3981612706565b9060ff825460301c1660068110156102ec57600381141580611f6e575b611f39575060018061ffff6006850154961695861c1603611f0357600b82019182549160018084881c1614611ecd57841561024b575f600d63ffffffff937f72f0fa857f323f380056a5e5d941b62d73262b3b96c676f6d60e04d43fa78bf49660209660018b1b17905501556040519485521692a3005b63ffffffff86917f1276e6eb000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff84917f68a610ae000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff6117e5927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452611f8c565b506004811415611e56565b6004359063ffffffff8216820361011457565b60068110156102ec57602452565b60068110156102ec57604452565b60031960409101126101145760043563ffffffff81168103610114579060243561ffff811681036101145790565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b60031960609101126101145760043563ffffffff8116810361011457906024359060443590565b610320810190811067ffffffffffffffff821117610b9f57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610b9f57604052565b90816020910312610114575180151581036101145790565b6120be6125c9565b6120c782612706565b906120d183612268565b1561223657600d82019261ffff845492169160018082851c1614612200579063ffffffff916001841b17809555169260405191847f4c029046ff3d5e62f0163456fb55410795e3d94c75fd6e66d066290177c2c56b5f80a37fe64b0efb000000000000000000000000000000000000000000000000000000008252600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f916121e1575b50156121dd576020600c82600b7f8994c366ef0c58ec6c72c1734894cb235fca7329b5d31337afa3f376488059c59401549182910155604051908152a2565b5050565b6121fa915060203d60201161179457611786818361205d565b5f61219e565b5063ffffffff907f650a4439000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff837f2847a58d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b61227190612706565b600c600b8201549101541916151590565b60051b90621fffe061ffe083169216820361051b57565b519063ffffffff8216820361011457565b6020818303126101145780519067ffffffffffffffff821161011457019080601f830112156101145781519167ffffffffffffffff8311610b9f578260051b9060208201936122fc604051958661205d565b845260208085019282010192831161011457602001905b8282106123205750505090565b6020809161232d84612299565b815201910190612313565b60043563ffffffff811681036101145790565b519060ff8216820361011457565b519064ffffffffff8216820361011457565b519061ffff8216820361011457565b60643561ffff811681036101145790565b60843561ffff811681036101145790565b600254811015610b725760025f52600e60205f20910201905f90565b60a43564ffffffffff811681036101145790565b60c43564ffffffffff811681036101145790565b60e43564ffffffffff811681036101145790565b906123fd612683565b61240860038461297e565b9061ffff80835460201c169116818103610652575050811561024b5780547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff811666040000000000001782556001820180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff0000000000000000000000000000001617905560409363ffffffff91821693849290917f8d8a6ef47a1dc54d0c33d58904bc1f0a930c2248cd929d07c1f32b74a55a2e169190836008870155845f526004602052875f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000008154169055169586928151908152886020820152a383156125c357836009820155600373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691015492813b15610114575f608492819560405197889687957f9b2f98ce00000000000000000000000000000000000000000000000000000000875260048701526024860152604485015260648401525af180156105da576125b75750565b5f6125c19161205d565b565b50505050565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f9161264c575090565b90506020813d60201161267b575b816126676020938361205d565b81010312610114576126789061236b565b90565b3d915061265a565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526002602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f9161264c575090565b63ffffffff168015801561275f575b612734575f190163ffffffff811161051b576127309061239c565b5090565b7f047d3fb8000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506002548111612715565b9064ffffffffff169081421161277e575050565b63ffffffff907f137191fc000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b90815f925b6127ca5750565b91600101915f1981019080821161051b5716806127c3565b8051821015610b725760209160051b010190565b5f925f1990835f945b61280b57505050505050565b600181190181167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1761ffff81169061ffff611fff8360031c1616808603612953575b508761ffff6128b9600763ffffffff9416612282565b161c1663ffffffff6128cb88866127e2565b51168110156128f95750505f1981019080821161051b5716945f19851461051b5760018695019490956127ff565b85925063ffffffff61290d886084966127e2565b51169163ffffffff604051947f5816556b000000000000000000000000000000000000000000000000000000008652166004850152602484015260448301526064820152fd5b63ffffffff8781165f90815260056020908152604080832085845290915290205499509095506128a3565b919061298983612706565b9260ff845460301c169060068310156102ec5760068210156102ec578282036129b157505050565b6129f0929163ffffffff6129eb927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452611f8c565b611f9a565b60645ffd5b60ff811690601f8211612a245760405191612a1160408461205d565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffdfea26469706673582212207a8512e632a0d55d9868458fde5dfc0bf37d807b8ab7eb92d73a8a11d72b61ec64736f6c63430008250033",
} as const;
