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
          "name": "leastSurvivors",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "leastSites",
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
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint8",
          "name": "given",
          "type": "uint8"
        },
        {
          "internalType": "uint8",
          "name": "required",
          "type": "uint8"
        }
      ],
      "name": "SignOffsMissing",
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
      "inputs": [],
      "name": "UNMASK_SPAN_MAX",
      "outputs": [
        {
          "internalType": "uint40",
          "name": "",
          "type": "uint40"
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
    "0x6101c080604052346101ee57606081612f10803803809161002082856101f2565b8339810103126101ee578051906001600160a01b03821682036101ee576020810151906001600160a01b03821682036101ee5760400151916001600160a01b03831683036101ee576040516100766040826101f2565b600f815260208101906e10dbdb9cda5b1a5d5b48149bdd5b99608a1b8252604051916100a36040846101f2565b600183526020830191603160f81b83526100bc81610229565b610120526100c984610229565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261013260c0826101f2565b5190206080523060c05261016052610180526101a052604051612c7b9081610295823960805181505060a05181505060c05181505060e0518150506101005181505061012051816114420152610140518161146b0152610160518181816108010152818161111f01528181611406015281816116b1015281816123670152818161281201526128cc01526101805181818161040501528181610724015281816111c4015261156a01526101a05181818161160b01526127310152f35b5f80fd5b601f909101601f19168101906001600160401b0382119082101761021557604052565b634e487b7160e01b5f52604160045260245ffd5b601f815111610254576020815191015160208210610245571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c80629aa8a8146120045780630559f21b14611dd7578063075ca66a14611a54578063127f0b3f14611a31578063189789561461167d5780631ce0c0ec1461165c578063288040931461162f5780632ba36f78146115df5780637120a8af1461158e5780637d9fc9411461153e57806384b0196e1461142a5780639ad18765146113da578063b0c8dbcc146113a1578063b8d84ecb1461106b578063cc06054a146106b2578063cffcab6114610341578063d9560a341461017b578063ed277a9814610140578063f455bbab146101235763f68ebafa146100f4575f80fd5b3461011f57606060031936011261011f5761011d610110612172565b60443590602435906125ed565b005b5f80fd5b3461011f575f60031936011261011f57602060405162278d008152f35b3461011f57602060031936011261011f5763ffffffff61015e612172565b165f526004602052602063ffffffff60405f205416604051908152f35b3461011f57604060031936011261011f57610194612172565b60243561019f6127c2565b916101a9816128ff565b60ff815460301c16600681101561031457600281036102d45750600161ffff600482930154951694851c160361029b5781156102735763ffffffff1690815f52600660205260405f20835f5260205260405f20546102445760207f0da2ca022778ef401f43c7a89b661dc42c5808cdf8fa902f53decf39497a524891835f526006825260405f20855f5282528060405f2055604051908152a3005b507fd7477593000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f0342fbe0000000000000000000000000000000000000000000000000000000005f5260045ffd5b8263ffffffff6001927f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b61030a9063ffffffff847f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612185565b600260445260645ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b3461011f5761034f36612212565b90919061035a61287c565b610365600284612b77565b9061ffff80835460201c16911681810361067a575050805461039164ffffffffff8260a81c1685612963565b82156102735760048201541985168061064557506103ae856129b7565b61ffff8260381c169081811061060d5750506040517fdb8ac8e200000000000000000000000000000000000000000000000000000000815263ffffffff919091166004820181905260248201869052905f816044817f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff165afa801561060257610455915f916105e0575b5086836129ef565b5f85805b61051357867fd4b0537423ff27215d44e90f85614068ad953c881dee8df9645e3f4b22c8c33b604063ffffffff89898060078b66030000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff6effffffffff000000000000000000004360501b1691161790558860068201550155835195865260208601521692a2005b5f905f5b600881106105a1575081610570575b61ffff915060081c911661ffff8114610543576001019080610459565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b835f52600560205260405f2061ffff84165f5260205260405f209182549081018091116105435761ffff9255610526565b917f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83168303610543576001908183851c168460051b1b179201610517565b6105fc91503d805f833e6105f48183612256565b8101906124a3565b8761044d565b6040513d5f823e3d90fd5b63ffffffff867fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff857f62fdc29b000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b3461011f5761010060031936011261011f576106cc61287c565b6106d4612531565b63ffffffff604051917f319cf57c0000000000000000000000000000000000000000000000000000000083521660048201526101a08160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610602575f91610f3f575b5064ffffffffff60a08201511642811115610f03575060ff6101408201511660ff6101008301511690818110610ec457505063ffffffff610793612531565b165f52600460205263ffffffff60405f20541680610e8857506024359081156102735760ff6060820151166040517f71a0b2f900000000000000000000000000000000000000000000000000000000815260408160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa8015610602575f915f91610e3c575b508261ffff9384841610610e34575b508261084b61258f565b911692839116101580610e15575b80610dfd575b15610da357505060c063ffffffff9101511664ffffffffff42160164ffffffffff81116105435764ffffffffff6108946125b1565b16421080610d82575b80610d61575b158015610d47575b8015610d0d575b610ca657506002549068010000000000000000821015610c7957600363ffffffff6108e4600185019485600255612573565b5093169263ffffffff6108f5612531565b82547fffffffffffffffffffffffffffffffffffffffffffffffffff000000ffffffff92909116919091167fffffffffffffffffffffffffffffffffffffffffffffffffff0000000000000090911617602086901b65ffff000000001617660100000000000017815561096661258f565b68ffff0000000000000082549160381b1690817fffffffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffff82161783556affff0000000000000000006109b36125a0565b60481b169182817fffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffff8416171784557fffffffffffffffffffffffffffffffff000000000000000000ffffffffffffff6fffffffffff0000000000000000000000610a1b6125b1565b60581b1692161791818382171784557fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff74ffffffffff00000000000000000000000000000000610a696125c5565b60801b1693161790828282171784557fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff000000000000000000000000000000000000000000610abc6125d9565b60a81b1692161791818382171784557fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7effffffffff00000000000000000000000000000000000000000000000000004260d01b16931617171781556001810164ffffffffff43167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055826002820155604435918291015563ffffffff610b66612531565b165f52600360205260405f2080549468010000000000000000861015610c795760018601808355861015610c4c57604061ffff7fee860eccfed9618a09fe20542831cb9aac61ba9a89df0605aa43968b7666c7d99260209888955f52895f208160031c019060e082549160051b169063ffffffff88831b921b191617905563ffffffff610bf1612531565b165f5260048952825f2063ffffffff86167fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000082541617905563ffffffff610c36612531565b16958351978852898801521694a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60849064ffffffffff610cb76125b1565b9181610cc16125c5565b81610cca6125d9565b9181604051977fedc4d3cc000000000000000000000000000000000000000000000000000000008952166004880152166024860152166044840152166064820152fd5b50610d166125d9565b64ffffffffff80610d256125c5565b1691160364ffffffffff81116105435764ffffffffff62278d009116116108b2565b50610d506125c5565b64ffffffffff8083169116116108ab565b50610d6a6125c5565b64ffffffffff80610d796125d9565b169116106108a3565b50610d8b6125b1565b64ffffffffff80610d9a6125c5565b1691161061089d565b9061ffff608492610db261258f565b9282610dbc6125a0565b81604051967fda88080b0000000000000000000000000000000000000000000000000000000088521660048701521660248501526044840152166064820152fd5b50610e066125a0565b61ffff8083169116101561085f565b50610e1e6125a0565b61ffff80610e2a61258f565b1691161015610859565b915086610841565b9150506040813d604011610e80575b81610e5860409383612256565b8101031261011f5761ffff91610e796020610e7284612564565b9301612564565b9092610832565b3d9150610e4b565b63ffffffff610e95612531565b7fe7d5018c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff610ed1612531565b7f3d3a3dc7000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff610f10612531565b7fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b90506101a0813d8211611063575b81610f5b6101a09383612256565b8101031261011f57604051906101a0820182811067ffffffffffffffff821117610c7957611057916101809160405280518452610f9a60208201612544565b6020850152610fab60408201612492565b6040850152610fbc60608201612544565b6060850152610fcd60808201612492565b6080850152610fde60a08201612552565b60a0850152610fef60c08201612492565b60c085015261100060e08201612544565b60e08501526110126101008201612544565b6101008501526110256101208201612544565b6101208501526110386101408201612544565b61014085015261104b6101608201612564565b61016085015201612552565b61018082015282610754565b3d9150610f4d565b3461011f5761107936612212565b909161108361287c565b9061108f600182612b77565b9161ffff80845460201c16911681810361136957505081546110bb64ffffffffff8260801c1683612963565b8315610273576110ca856129b7565b61ffff8260481c16908181106113315750506040517f4f14ff7700000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610602575f916112ff575b50198516806112ca575063ffffffff1690604051937f329ba7a90000000000000000000000000000000000000000000000000000000085525f85806111ab8987600484016020909392919363ffffffff60408201951681520152565b038173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa801561060257600560409561122c84938a63ffffffff987f474309fd5ca29c37dd942ed972933f5449ef424c0ddadef6b6d24c2662066e3d9b5f936112ae575b506129ef565b66020000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff69ffffffffff00000000004360281b1691161790558860048201550155835195865260208601521692a2005b6112c39193503d805f833e6105f48183612256565b918d611226565b63ffffffff837fe9f0427c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b90506020813d602011611329575b8161131a60209383612256565b8101031261011f57518661114f565b3d915061130d565b63ffffffff847fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff837f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b3461011f5763ffffffff6113b4366121a1565b91165f52600660205261ffff60405f2091165f52602052602060405f2054604051908152f35b3461011f575f60031936011261011f57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461011f575f60031936011261011f576114e26114667f0000000000000000000000000000000000000000000000000000000000000000612bee565b61148f7f0000000000000000000000000000000000000000000000000000000000000000612bee565b60206114f0604051926114a28385612256565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e08701906121cf565b9085820360408701526121cf565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061152757505050500390f35b835185528695509381019392810192600101611518565b3461011f575f60031936011261011f57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461011f57602063ffffffff806115a4366121a1565b91165f526005835260405f2061ffff611fff8360031c16165f52835261ffff6115d4600760405f2054931661247b565b161c16604051908152f35b3461011f575f60031936011261011f57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461011f57602060031936011261011f57602061165261164d612172565b612461565b6040519015158152f35b3461011f57602060031936011261011f5761011d611678612172565b6122af565b3461011f57604060031936011261011f57611696612172565b6024359073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691604051927f6925da9000000000000000000000000000000000000000000000000000000000845233600485015260036024850152602084604481845afa938415610602575f946119f5575b50611727836128ff565b9081549060ff8260301c1660068110159687610314576004821480156119e8575b6119a85761ffff169661ffff8460201c16880361184d575b505082547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff16660500000000000017835550506001810180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff000000000000000000000000000000161790557ffb726470288caed6358a2fb189f07c27d01c2a3acb7eddf5b0861861ece3255e9060209063ffffffff90819085600a820155818154165f526004845260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000081541690555416946040519485521692a4005b6103145760011480918115611994575b8115611910575b50156118d75764ffffffffff918291156118ce5760801c165b168042111561188e57808080611760565b63ffffffff847fa3f2ccd3000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b60a81c1661187d565b60018663ffffffff877f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b60449150602090604051928380927fa2ee1c78000000000000000000000000000000000000000000000000000000008252336004830152600260248301525afa908115610602575f91611965575b5087611864565b611987915060203d60201161198d575b61197f8183612256565b810190612297565b8761195e565b503d611975565b90506001806004860154891c16149061185d565b6119de8263ffffffff897f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612185565b600360445260645ffd5b505f975060058214611748565b9093506020813d602011611a29575b81611a1160209383612256565b8101031261011f57611a2290612564565b928461171d565b3d9150611a04565b3461011f575f60031936011261011f57602063ffffffff60025416604051908152f35b3461011f57602060031936011261011f57611b24611a70612172565b5f610300604051611a8081612239565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e08201528261020082015282610220820152826102408201528261026082015282610280820152826102a0820152826102c0820152826102e082015201526128ff565b60405190611b3182612239565b80549063ffffffff8216835261ffff8260201c16602084015260ff8260301c16600681101561031457600d9264ffffffffff91604086015261ffff8160381c16606086015261ffff8160481c166080860152818160581c1660a0860152818160801c1660c0860152818160a81c1660e086015260d01c1661010084015264ffffffffff6001820154818116610120860152818160281c16610140860152818160501c1661016086015260781c1661018084015260028101546101a084015260038101546101c084015260048101546101e084015260058101546102008401526006810154610220840152600781015461024084015260088101546102608401526009810154610280840152600a8101546102a0840152600b8101546102c0840152600c8101546102e0840152015461030082015260405163ffffffff825116815261ffff602083015116602082015260408201516006811015610314576103209261030091604084015261ffff606082015116606084015261ffff608082015116608084015264ffffffffff60a08201511660a084015264ffffffffff60c08201511660c084015264ffffffffff60e08201511660e084015264ffffffffff6101008201511661010084015264ffffffffff6101208201511661012084015264ffffffffff6101408201511661014084015264ffffffffff6101608201511661016084015264ffffffffff610180820151166101808401526101a08101516101a08401526101c08101516101c08401526101e08101516101e08401526102008101516102008401526102208101516102208401526102408101516102408401526102608101516102608401526102808101516102808401526102a08101516102a08401526102c08101516102c08401526102e08101516102e08401520151610300820152f35b3461011f57602060031936011261011f5763ffffffff611df5612172565b165f52600360205260405f2060405190818260208354928381520180935f5260205f20925f905b806007830110611f7d57611e75945491818110611f66575b818110611f4d575b818110611f33575b818110611f19575b818110611eff575b818110611ee5575b818110611ecb575b10611ebd575b509392930382612256565b604051918291602083019060208452518091526040830191905f5b818110611e9e575050500390f35b825163ffffffff16845285945060209384019390920191600101611e90565b60e01c815260200185611e6a565b92602060019163ffffffff8560c01c168152019301611e64565b92602060019163ffffffff8560a01c168152019301611e5c565b92602060019163ffffffff8560801c168152019301611e54565b92602060019163ffffffff8560601c168152019301611e4c565b92602060019163ffffffff8560401c168152019301611e44565b92602060019163ffffffff85831c168152019301611e3c565b92602060019163ffffffff85168152019301611e34565b916008919350610100600191865463ffffffff8116825263ffffffff8160201c16602083015263ffffffff8160401c16604083015263ffffffff8160601c16606083015263ffffffff8160801c16608083015263ffffffff8160a01c1660a083015263ffffffff8160c01c1660c083015260e01c60e0820152019401920185929391611e1c565b3461011f57604060031936011261011f5761201d612172565b6024356120286127c2565b91612032816128ff565b9060ff825460301c16600681101561031457600381141580612167575b612132575060018061ffff6006850154961695861c16036120fc57600b82019182549160018084881c16146120c6578415610273575f600d63ffffffff937f72f0fa857f323f380056a5e5d941b62d73262b3b96c676f6d60e04d43fa78bf49660209660018b1b17905501556040519485521692a3005b63ffffffff86917f1276e6eb000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff84917f68a610ae000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff6119de927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612185565b50600481141561204f565b6004359063ffffffff8216820361011f57565b600681101561031457602452565b600681101561031457604452565b600319604091011261011f5760043563ffffffff8116810361011f579060243561ffff8116810361011f5790565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b600319606091011261011f5760043563ffffffff8116810361011f57906024359060443590565b610320810190811067ffffffffffffffff821117610c7957604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610c7957604052565b9081602091031261011f5751801515810361011f5790565b6122b76127c2565b6122c0826128ff565b906122ca83612461565b1561242f57600d82019261ffff845492169160018082851c16146123f9579063ffffffff916001841b17809555169260405191847f4c029046ff3d5e62f0163456fb55410795e3d94c75fd6e66d066290177c2c56b5f80a37fe64b0efb000000000000000000000000000000000000000000000000000000008252600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610602575f916123da575b50156123d6576020600c82600b7f8994c366ef0c58ec6c72c1734894cb235fca7329b5d31337afa3f376488059c59401549182910155604051908152a2565b5050565b6123f3915060203d60201161198d5761197f8183612256565b5f612397565b5063ffffffff907f650a4439000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff837f2847a58d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b61246a906128ff565b600c600b8201549101541916151590565b60051b90621fffe061ffe083169216820361054357565b519063ffffffff8216820361011f57565b60208183031261011f5780519067ffffffffffffffff821161011f57019080601f8301121561011f5781519167ffffffffffffffff8311610c79578260051b9060208201936124f56040519586612256565b845260208085019282010192831161011f57602001905b8282106125195750505090565b6020809161252684612492565b81520191019061250c565b60043563ffffffff8116810361011f5790565b519060ff8216820361011f57565b519064ffffffffff8216820361011f57565b519061ffff8216820361011f57565b600254811015610c4c5760025f52600e60205f20910201905f90565b60643561ffff8116810361011f5790565b60843561ffff8116810361011f5790565b60a43564ffffffffff8116810361011f5790565b60c43564ffffffffff8116810361011f5790565b60e43564ffffffffff8116810361011f5790565b906125f661287c565b612601600384612b77565b9061ffff80835460201c16911681810361067a57505081156102735780547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff811666040000000000001782556001820180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff0000000000000000000000000000001617905560409363ffffffff91821693849290917f8d8a6ef47a1dc54d0c33d58904bc1f0a930c2248cd929d07c1f32b74a55a2e169190836008870155845f526004602052875f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000008154169055169586928151908152886020820152a383156127bc57836009820155600373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691015492813b1561011f575f608492819560405197889687957f9b2f98ce00000000000000000000000000000000000000000000000000000000875260048701526024860152604485015260648401525af18015610602576127b05750565b5f6127ba91612256565b565b50505050565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610602575f91612845575090565b90506020813d602011612874575b8161286060209383612256565b8101031261011f5761287190612564565b90565b3d9150612853565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526002602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610602575f91612845575090565b63ffffffff1680158015612958575b61292d575f190163ffffffff81116105435761292990612573565b5090565b7f047d3fb8000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50600254811161290e565b9064ffffffffff1690814211612977575050565b63ffffffff907f137191fc000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b90815f925b6129c35750565b91600101915f198101908082116105435716806129bc565b8051821015610c4c5760209160051b010190565b5f925f1990835f945b612a0457505050505050565b600181190181167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1761ffff81169061ffff611fff8360031c1616808603612b4c575b508761ffff612ab2600763ffffffff941661247b565b161c1663ffffffff612ac488866129db565b5116811015612af25750505f198101908082116105435716945f1985146105435760018695019490956129f8565b85925063ffffffff612b06886084966129db565b51169163ffffffff604051947f5816556b000000000000000000000000000000000000000000000000000000008652166004850152602484015260448301526064820152fd5b63ffffffff8781165f9081526005602090815260408083208584529091529020549950909550612a9c565b9190612b82836128ff565b9260ff845460301c1690600683101561031457600682101561031457828203612baa57505050565b612be9929163ffffffff612be4927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612185565b612193565b60645ffd5b60ff811690601f8211612c1d5760405191612c0a604084612256565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffdfea26469706673582212200bd8a30c3e2f7ce9a7a29e1e6c12c8dc674c040dc403a844bc44c7fa184757ca64736f6c63430008250033",
} as const;
