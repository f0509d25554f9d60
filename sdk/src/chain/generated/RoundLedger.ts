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
    "0x6101c080604052346101e757606081612da4803803809161002082856101eb565b8339810103126101e7578051906001600160a01b03821682036101e7576020810151906001600160a01b03821682036101e75760400151916001600160a01b03831683036101e7576040516100766040826101eb565b600f815260208101906e10dbdb9cda5b1a5d5b48149bdd5b99608a1b8252604051916100a36040846101eb565b600183526020830191603160f81b83526100bc81610222565b610120526100c984610222565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261013260c0826101eb565b5190206080523060c05261016052610180526101a052604051612b16908161028e823960805181505060a05181505060c05181505060e0518150506101005181505061012051816112dd01526101405181611306015261016051818181610fba015281816112a10152818161154c01528181612202015281816126ad01526127670152610180518181816103dd015281816106fc0152818161105f015261140501526101a0518181816114a601526125cc0152f35b5f80fd5b601f909101601f19168101906001600160401b0382119082101761020e57604052565b634e487b7160e01b5f52604160045260245ffd5b601f81511161024d57602081519101516020821061023e571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610011575f80fd5b5f3560e01c80629aa8a814611e9f5780630559f21b14611c72578063075ca66a146118ef578063127f0b3f146118cc57806318978956146115185780631ce0c0ec146114f757806328804093146114ca5780632ba36f781461147a5780637120a8af146114295780637d9fc941146113d957806384b0196e146112c55780639ad1876514611275578063b0c8dbcc1461123c578063b8d84ecb14610f06578063cc06054a1461068a578063cffcab6114610319578063d9560a3414610153578063ed277a98146101185763f68ebafa146100e9575f80fd5b346101145760606003193601126101145761011261010561200d565b6044359060243590612488565b005b5f80fd5b346101145760206003193601126101145763ffffffff61013661200d565b165f526004602052602063ffffffff60405f205416604051908152f35b346101145760406003193601126101145761016c61200d565b60243561017761265d565b916101818161279a565b60ff815460301c1660068110156102ec57600281036102ac5750600161ffff600482930154951694851c160361027357811561024b5763ffffffff1690815f52600660205260405f20835f5260205260405f205461021c5760207f0da2ca022778ef401f43c7a89b661dc42c5808cdf8fa902f53decf39497a524891835f526006825260405f20855f5282528060405f2055604051908152a3005b507fd7477593000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f0342fbe0000000000000000000000000000000000000000000000000000000005f5260045ffd5b8263ffffffff6001927f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b6102e29063ffffffff847f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612020565b600260445260645ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b3461011457610327366120ad565b909190610332612717565b61033d600284612a12565b9061ffff80835460201c169116818103610652575050805461036964ffffffffff8260a81c16856127fe565b821561024b5760048201541985168061061d575061038685612852565b61ffff8260381c16908181106105e55750506040517fdb8ac8e200000000000000000000000000000000000000000000000000000000815263ffffffff919091166004820181905260248201869052905f816044817f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff165afa80156105da5761042d915f916105b8575b50868361288a565b5f85805b6104eb57867fd4b0537423ff27215d44e90f85614068ad953c881dee8df9645e3f4b22c8c33b604063ffffffff89898060078b66030000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff6effffffffff000000000000000000004360501b1691161790558860068201550155835195865260208601521692a2005b5f905f5b60088110610579575081610548575b61ffff915060081c911661ffff811461051b576001019080610431565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b835f52600560205260405f2061ffff84165f5260205260405f2091825490810180911161051b5761ffff92556104fe565b917f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8316830361051b576001908183851c168460051b1b1792016104ef565b6105d491503d805f833e6105cc81836120f1565b81019061233e565b87610425565b6040513d5f823e3d90fd5b63ffffffff867fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff857f62fdc29b000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b3461011457610100600319360112610114576106a4612717565b6106ac6123cc565b63ffffffff604051917f319cf57c0000000000000000000000000000000000000000000000000000000083521660048201526101808160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f91610ded575b5064ffffffffff60a08201511642811115610db1575060ff6101208201511660ff6101008301511690818110610d7257505063ffffffff61076b6123cc565b165f52600460205263ffffffff60405f20541680610d36575060243590811561024b57600261ffff61079b61240e565b16108015610d18575b8015610cfc575b610cab5760c063ffffffff9101511664ffffffffff42160164ffffffffff811161051b5764ffffffffff6107dd61244c565b16421080610c8a575b80610c69575b158015610c4f575b610be857506002549068010000000000000000821015610bbb57600363ffffffff610826600185019485600255612430565b5093169263ffffffff6108376123cc565b82547fffffffffffffffffffffffffffffffffffffffffffffffffff000000ffffffff92909116919091167fffffffffffffffffffffffffffffffffffffffffffffffffff0000000000000090911617602086901b65ffff00000000161766010000000000001781556108a861240e565b68ffff0000000000000082549160381b1690817fffffffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffff82161783556affff0000000000000000006108f561241f565b60481b169182817fffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffff8416171784557fffffffffffffffffffffffffffffffff000000000000000000ffffffffffffff6fffffffffff000000000000000000000061095d61244c565b60581b1692161791818382171784557fffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffff74ffffffffff000000000000000000000000000000006109ab612460565b60801b1693161790828282171784557fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff79ffffffffff0000000000000000000000000000000000000000006109fe612474565b60a81b1692161791818382171784557fff0000000000ffffffffffffffffffffffffffffffffffffffffffffffffffff7effffffffff00000000000000000000000000000000000000000000000000004260d01b16931617171781556001810164ffffffffff43167fffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000000825416179055826002820155604435918291015563ffffffff610aa86123cc565b165f52600360205260405f2080549468010000000000000000861015610bbb5760018601808355861015610b8e57604061ffff7fee860eccfed9618a09fe20542831cb9aac61ba9a89df0605aa43968b7666c7d99260209888955f52895f208160031c019060e082549160051b169063ffffffff88831b921b191617905563ffffffff610b336123cc565b165f5260048952825f2063ffffffff86167fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000082541617905563ffffffff610b786123cc565b16958351978852898801521694a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b60849064ffffffffff610bf961244c565b9181610c03612460565b81610c0c612474565b9181604051977fedc4d3cc000000000000000000000000000000000000000000000000000000008952166004880152166024860152166044840152166064820152fd5b50610c58612460565b64ffffffffff8083169116116107f4565b50610c72612460565b64ffffffffff80610c81612474565b169116106107ec565b50610c9361244c565b64ffffffffff80610ca2612460565b169116106107e6565b61ffff610cb661240e565b918160ff6060610cc461241f565b93015116937f8a124219000000000000000000000000000000000000000000000000000000005f52166004521660245260445260645ffd5b50610d0561241f565b61ffff60ff6060840151169116106107ab565b50610d2161241f565b61ffff80610d2d61240e565b169116106107a4565b63ffffffff610d436123cc565b7fe7d5018c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff610d7f6123cc565b7f3d3a3dc7000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff610dbe6123cc565b7fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b9050610180813d8211610efe575b81610e0961018093836120f1565b810103126101145760405190610180820182811067ffffffffffffffff821117610bbb57610ef2916101609160405280518452610e48602082016123df565b6020850152610e596040820161232d565b6040850152610e6a606082016123df565b6060850152610e7b6080820161232d565b6080850152610e8c60a082016123ed565b60a0850152610e9d60c0820161232d565b60c0850152610eae60e082016123df565b60e0850152610ec061010082016123df565b610100850152610ed361012082016123df565b610120850152610ee661014082016123ff565b610140850152016123ed565b6101608201528261072c565b3d9150610dfb565b3461011457610f14366120ad565b9091610f1e612717565b90610f2a600182612a12565b9161ffff80845460201c1691168181036112045750508154610f5664ffffffffff8260801c16836127fe565b831561024b57610f6585612852565b61ffff8260481c16908181106111cc5750506040517f4f14ff7700000000000000000000000000000000000000000000000000000000815260208160048173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f9161119a575b5019851680611165575063ffffffff1690604051937f329ba7a90000000000000000000000000000000000000000000000000000000085525f85806110468987600484016020909392919363ffffffff60408201951681520152565b038173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa80156105da5760056040956110c784938a63ffffffff987f474309fd5ca29c37dd942ed972933f5449ef424c0ddadef6b6d24c2662066e3d9b5f93611149575b5061288a565b66020000000000007fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff8254161781556001810180547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff69ffffffffff00000000004360281b1691161790558860048201550155835195865260208601521692a2005b61115e9193503d805f833e6105cc81836120f1565b918d6110c1565b63ffffffff837fe9f0427c000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b90506020813d6020116111c4575b816111b5602093836120f1565b81010312610114575186610fea565b3d91506111a8565b63ffffffff847fd282f6d6000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b63ffffffff837f3768bc2a000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b346101145763ffffffff61124f3661203c565b91165f52600660205261ffff60405f2091165f52602052602060405f2054604051908152f35b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610114575f6003193601126101145761137d6113017f0000000000000000000000000000000000000000000000000000000000000000612a89565b61132a7f0000000000000000000000000000000000000000000000000000000000000000612a89565b602061138b6040519261133d83856120f1565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e087019061206a565b90858203604087015261206a565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106113c257505050500390f35b8351855286955093810193928101926001016113b3565b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461011457602063ffffffff8061143f3661203c565b91165f526005835260405f2061ffff611fff8360031c16165f52835261ffff61146f600760405f20549316612316565b161c16604051908152f35b34610114575f60031936011261011457602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101145760206003193601126101145760206114ed6114e861200d565b6122fc565b6040519015158152f35b346101145760206003193601126101145761011261151361200d565b61214a565b346101145760406003193601126101145761153161200d565b6024359073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691604051927f6925da9000000000000000000000000000000000000000000000000000000000845233600485015260036024850152602084604481845afa9384156105da575f94611890575b506115c28361279a565b9081549060ff8260301c16600681101596876102ec57600482148015611883575b6118435761ffff169661ffff8460201c1688036116e8575b505082547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff16660500000000000017835550506001810180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff000000000000000000000000000000161790557ffb726470288caed6358a2fb189f07c27d01c2a3acb7eddf5b0861861ece3255e9060209063ffffffff90819085600a820155818154165f526004845260405f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000081541690555416946040519485521692a4005b6102ec576001148091811561182f575b81156117ab575b50156117725764ffffffffff918291156117695760801c165b1680421115611729578080806115fb565b63ffffffff847fa3f2ccd3000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b60a81c16611718565b60018663ffffffff877f62fdc29b000000000000000000000000000000000000000000000000000000005f52166004521b60245260445ffd5b60449150602090604051928380927fa2ee1c78000000000000000000000000000000000000000000000000000000008252336004830152600260248301525afa9081156105da575f91611800575b50876116ff565b611822915060203d602011611828575b61181a81836120f1565b810190612132565b876117f9565b503d611810565b90506001806004860154891c1614906116f8565b6118798263ffffffff897f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612020565b600360445260645ffd5b505f9750600582146115e3565b9093506020813d6020116118c4575b816118ac602093836120f1565b81010312610114576118bd906123ff565b92846115b8565b3d915061189f565b34610114575f60031936011261011457602063ffffffff60025416604051908152f35b34610114576020600319360112610114576119bf61190b61200d565b5f61030060405161191b816120d4565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e08201528261010082015282610120820152826101408201528261016082015282610180820152826101a0820152826101c0820152826101e08201528261020082015282610220820152826102408201528261026082015282610280820152826102a0820152826102c0820152826102e0820152015261279a565b604051906119cc826120d4565b80549063ffffffff8216835261ffff8260201c16602084015260ff8260301c1660068110156102ec57600d9264ffffffffff91604086015261ffff8160381c16606086015261ffff8160481c166080860152818160581c1660a0860152818160801c1660c0860152818160a81c1660e086015260d01c1661010084015264ffffffffff6001820154818116610120860152818160281c16610140860152818160501c1661016086015260781c1661018084015260028101546101a084015260038101546101c084015260048101546101e084015260058101546102008401526006810154610220840152600781015461024084015260088101546102608401526009810154610280840152600a8101546102a0840152600b8101546102c0840152600c8101546102e0840152015461030082015260405163ffffffff825116815261ffff6020830151166020820152604082015160068110156102ec576103209261030091604084015261ffff606082015116606084015261ffff608082015116608084015264ffffffffff60a08201511660a084015264ffffffffff60c08201511660c084015264ffffffffff60e08201511660e084015264ffffffffff6101008201511661010084015264ffffffffff6101208201511661012084015264ffffffffff6101408201511661014084015264ffffffffff6101608201511661016084015264ffffffffff610180820151166101808401526101a08101516101a08401526101c08101516101c08401526101e08101516101e08401526102008101516102008401526102208101516102208401526102408101516102408401526102608101516102608401526102808101516102808401526102a08101516102a08401526102c08101516102c08401526102e08101516102e08401520151610300820152f35b346101145760206003193601126101145763ffffffff611c9061200d565b165f52600360205260405f2060405190818260208354928381520180935f5260205f20925f905b806007830110611e1857611d10945491818110611e01575b818110611de8575b818110611dce575b818110611db4575b818110611d9a575b818110611d80575b818110611d66575b10611d58575b5093929303826120f1565b604051918291602083019060208452518091526040830191905f5b818110611d39575050500390f35b825163ffffffff16845285945060209384019390920191600101611d2b565b60e01c815260200185611d05565b92602060019163ffffffff8560c01c168152019301611cff565b92602060019163ffffffff8560a01c168152019301611cf7565b92602060019163ffffffff8560801c168152019301611cef565b92602060019163ffffffff8560601c168152019301611ce7565b92602060019163ffffffff8560401c168152019301611cdf565b92602060019163ffffffff85831c168152019301611cd7565b92602060019163ffffffff85168152019301611ccf565b916008919350610100600191865463ffffffff8116825263ffffffff8160201c16602083015263ffffffff8160401c16604083015263ffffffff8160601c16606083015263ffffffff8160801c16608083015263ffffffff8160a01c1660a083015263ffffffff8160c01c1660c083015260e01c60e0820152019401920185929391611cb7565b3461011457604060031936011261011457611eb861200d565b602435611ec361265d565b91611ecd8161279a565b9060ff825460301c1660068110156102ec57600381141580612002575b611fcd575060018061ffff6006850154961695861c1603611f9757600b82019182549160018084881c1614611f6157841561024b575f600d63ffffffff937f72f0fa857f323f380056a5e5d941b62d73262b3b96c676f6d60e04d43fa78bf49660209660018b1b17905501556040519485521692a3005b63ffffffff86917f1276e6eb000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff84917f68a610ae000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff611879927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612020565b506004811415611eea565b6004359063ffffffff8216820361011457565b60068110156102ec57602452565b60068110156102ec57604452565b60031960409101126101145760043563ffffffff81168103610114579060243561ffff811681036101145790565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b60031960609101126101145760043563ffffffff8116810361011457906024359060443590565b610320810190811067ffffffffffffffff821117610bbb57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610bbb57604052565b90816020910312610114575180151581036101145790565b61215261265d565b61215b8261279a565b90612165836122fc565b156122ca57600d82019261ffff845492169160018082851c1614612294579063ffffffff916001841b17809555169260405191847f4c029046ff3d5e62f0163456fb55410795e3d94c75fd6e66d066290177c2c56b5f80a37fe64b0efb000000000000000000000000000000000000000000000000000000008252600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f91612275575b5015612271576020600c82600b7f8994c366ef0c58ec6c72c1734894cb235fca7329b5d31337afa3f376488059c59401549182910155604051908152a2565b5050565b61228e915060203d6020116118285761181a81836120f1565b5f612232565b5063ffffffff907f650a4439000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff837f2847a58d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b6123059061279a565b600c600b8201549101541916151590565b60051b90621fffe061ffe083169216820361051b57565b519063ffffffff8216820361011457565b6020818303126101145780519067ffffffffffffffff821161011457019080601f830112156101145781519167ffffffffffffffff8311610bbb578260051b90602082019361239060405195866120f1565b845260208085019282010192831161011457602001905b8282106123b45750505090565b602080916123c18461232d565b8152019101906123a7565b60043563ffffffff811681036101145790565b519060ff8216820361011457565b519064ffffffffff8216820361011457565b519061ffff8216820361011457565b60643561ffff811681036101145790565b60843561ffff811681036101145790565b600254811015610b8e5760025f52600e60205f20910201905f90565b60a43564ffffffffff811681036101145790565b60c43564ffffffffff811681036101145790565b60e43564ffffffffff811681036101145790565b90612491612717565b61249c600384612a12565b9061ffff80835460201c169116818103610652575050811561024b5780547fffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffffffff811666040000000000001782556001820180547fffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffffff164360781b73ffffffffff0000000000000000000000000000001617905560409363ffffffff91821693849290917f8d8a6ef47a1dc54d0c33d58904bc1f0a930c2248cd929d07c1f32b74a55a2e169190836008870155845f526004602052875f207fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000008154169055169586928151908152886020820152a3831561265757836009820155600373ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001691015492813b15610114575f608492819560405197889687957f9b2f98ce00000000000000000000000000000000000000000000000000000000875260048701526024860152604485015260648401525af180156105da5761264b5750565b5f612655916120f1565b565b50505050565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f916126e0575090565b90506020813d60201161270f575b816126fb602093836120f1565b810103126101145761270c906123ff565b90565b3d91506126ee565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526002602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa9081156105da575f916126e0575090565b63ffffffff16801580156127f3575b6127c8575f190163ffffffff811161051b576127c490612430565b5090565b7f047d3fb8000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5060025481116127a9565b9064ffffffffff1690814211612812575050565b63ffffffff907f137191fc000000000000000000000000000000000000000000000000000000005f521660045260245264ffffffffff421660445260645ffd5b90815f925b61285e5750565b91600101915f1981019080821161051b571680612857565b8051821015610b8e5760209160051b010190565b5f925f1990835f945b61289f57505050505050565b600181190181167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b1761ffff83821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1761ffff81169061ffff611fff8360031c16168086036129e7575b508761ffff61294d600763ffffffff9416612316565b161c1663ffffffff61295f8886612876565b511681101561298d5750505f1981019080821161051b5716945f19851461051b576001869501949095612893565b85925063ffffffff6129a188608496612876565b51169163ffffffff604051947f5816556b000000000000000000000000000000000000000000000000000000008652166004850152602484015260448301526064820152fd5b63ffffffff8781165f9081526005602090815260408083208584529091529020549950909550612937565b9190612a1d8361279a565b9260ff845460301c169060068310156102ec5760068210156102ec57828203612a4557505050565b612a84929163ffffffff612a7f927f3cb4b857000000000000000000000000000000000000000000000000000000005f5216600452612020565b61202e565b60645ffd5b60ff811690601f8211612ab85760405191612aa56040846120f1565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffdfea26469706673582212204eb38cfc5ca77ed14d64a3721565a0451ffb7754ae125f0c595c97f68eec714864736f6c63430008250033",
} as const;
