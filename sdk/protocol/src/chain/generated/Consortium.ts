// Generated from contracts/Consortium.sol by `npm run generate`; do not edit.
export const Consortium = {
  name: "Consortium",
  abi: [
    {
      "inputs": [
        {
          "components": [
            {
              "internalType": "address",
              "name": "account",
              "type": "address"
            },
            {
              "internalType": "uint8",
              "name": "roles",
              "type": "uint8"
            },
            {
              "internalType": "bytes32",
              "name": "boxKey",
              "type": "bytes32"
            },
            {
              "internalType": "bytes",
              "name": "peerId",
              "type": "bytes"
            },
            {
              "internalType": "bytes",
              "name": "name",
              "type": "bytes"
            }
          ],
          "internalType": "struct IConsortium.Candidate[]",
          "name": "founders",
          "type": "tuple[]"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        }
      ],
      "name": "AccountInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        },
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "AccountTaken",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "AlreadyVoted",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "BoxKeyInvalid",
      "type": "error"
    },
    {
      "inputs": [],
      "name": "ConsortiumFull",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "MemberIndexUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "MemberNotActive",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "MemberNotSuspended",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        }
      ],
      "name": "MemberUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "minSites",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "minSurvivors",
          "type": "uint16"
        }
      ],
      "name": "MinimumsOutOfRange",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "length",
          "type": "uint256"
        }
      ],
      "name": "NameInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes",
          "name": "name",
          "type": "bytes"
        },
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "NameTaken",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "length",
          "type": "uint256"
        }
      ],
      "name": "PeerIdInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        },
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "PeerTaken",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        }
      ],
      "name": "PeerUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "ProposalClosed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        },
        {
          "internalType": "uint40",
          "name": "expiresAt",
          "type": "uint40"
        }
      ],
      "name": "ProposalExpired",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "ProposalUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        },
        {
          "internalType": "uint8",
          "name": "roles",
          "type": "uint8"
        }
      ],
      "name": "RoleMissing",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint8",
          "name": "roles",
          "type": "uint8"
        }
      ],
      "name": "RolesInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "numerator",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "denominator",
          "type": "uint16"
        }
      ],
      "name": "RuleInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "count",
          "type": "uint256"
        },
        {
          "internalType": "uint256",
          "name": "minimum",
          "type": "uint256"
        }
      ],
      "name": "SitesTooFew",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "boxKey",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        }
      ],
      "name": "KeysRotated",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        },
        {
          "indexed": true,
          "internalType": "address",
          "name": "account",
          "type": "address"
        },
        {
          "indexed": false,
          "internalType": "uint8",
          "name": "roles",
          "type": "uint8"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "boxKey",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        },
        {
          "indexed": false,
          "internalType": "bytes",
          "name": "name",
          "type": "bytes"
        }
      ],
      "name": "MemberAdmitted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "MemberReinstated",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "bytes",
          "name": "name",
          "type": "bytes"
        }
      ],
      "name": "MemberRenamed",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "MemberSuspended",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": false,
          "internalType": "uint16",
          "name": "minSites",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint16",
          "name": "minSurvivors",
          "type": "uint16"
        }
      ],
      "name": "MinimumsChanged",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "ProposalExecuted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "enum IConsortium.ProposalKind",
          "name": "kind",
          "type": "uint8"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "proposer",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint40",
          "name": "expiresAt",
          "type": "uint40"
        }
      ],
      "name": "ProposalMade",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "ProposalVoted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": false,
          "internalType": "uint16",
          "name": "numerator",
          "type": "uint16"
        },
        {
          "indexed": false,
          "internalType": "uint16",
          "name": "denominator",
          "type": "uint16"
        }
      ],
      "name": "RuleChanged",
      "type": "event"
    },
    {
      "inputs": [],
      "name": "MEMBERS_MAX",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "MINIMUM_FLOOR",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "NAME_MAX_BYTES",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "PEER_ID_MAX_BYTES",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "PROPOSAL_LIFETIME",
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
      "inputs": [],
      "name": "VOTES_MIN",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "activeSites",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "candidateOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "address",
              "name": "account",
              "type": "address"
            },
            {
              "internalType": "uint8",
              "name": "roles",
              "type": "uint8"
            },
            {
              "internalType": "bytes32",
              "name": "boxKey",
              "type": "bytes32"
            },
            {
              "internalType": "bytes",
              "name": "peerId",
              "type": "bytes"
            },
            {
              "internalType": "bytes",
              "name": "name",
              "type": "bytes"
            }
          ],
          "internalType": "struct IConsortium.Candidate",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint256",
          "name": "votes",
          "type": "uint256"
        }
      ],
      "name": "carries",
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
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        }
      ],
      "name": "indexOf",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        }
      ],
      "name": "indexOfPeer",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        },
        {
          "internalType": "uint8",
          "name": "roles",
          "type": "uint8"
        }
      ],
      "name": "isActiveWithRole",
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
      "name": "knownSites",
      "outputs": [
        {
          "internalType": "uint256",
          "name": "",
          "type": "uint256"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "memberAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "address",
              "name": "account",
              "type": "address"
            },
            {
              "internalType": "uint8",
              "name": "roles",
              "type": "uint8"
            },
            {
              "internalType": "enum IConsortium.Status",
              "name": "status",
              "type": "uint8"
            },
            {
              "internalType": "bytes32",
              "name": "boxKey",
              "type": "bytes32"
            },
            {
              "internalType": "bytes",
              "name": "peerId",
              "type": "bytes"
            },
            {
              "internalType": "bytes",
              "name": "name",
              "type": "bytes"
            }
          ],
          "internalType": "struct IConsortium.Member",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "memberCount",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "minimums",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "minSites",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "minSurvivors",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "proposalAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "enum IConsortium.ProposalKind",
              "name": "kind",
              "type": "uint8"
            },
            {
              "internalType": "bool",
              "name": "executed",
              "type": "bool"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint16",
              "name": "proposer",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "subject",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "numerator",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "denominator",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "minSites",
              "type": "uint16"
            },
            {
              "internalType": "uint16",
              "name": "minSurvivors",
              "type": "uint16"
            },
            {
              "internalType": "uint256",
              "name": "votes",
              "type": "uint256"
            }
          ],
          "internalType": "struct IConsortium.Proposal",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "proposalCount",
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
          "components": [
            {
              "internalType": "address",
              "name": "account",
              "type": "address"
            },
            {
              "internalType": "uint8",
              "name": "roles",
              "type": "uint8"
            },
            {
              "internalType": "bytes32",
              "name": "boxKey",
              "type": "bytes32"
            },
            {
              "internalType": "bytes",
              "name": "peerId",
              "type": "bytes"
            },
            {
              "internalType": "bytes",
              "name": "name",
              "type": "bytes"
            }
          ],
          "internalType": "struct IConsortium.Candidate",
          "name": "candidate",
          "type": "tuple"
        }
      ],
      "name": "proposeAdmission",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "minSites",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "minSurvivors",
          "type": "uint16"
        }
      ],
      "name": "proposeMinimums",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "proposeReinstatement",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        },
        {
          "internalType": "bytes",
          "name": "name",
          "type": "bytes"
        }
      ],
      "name": "proposeRenaming",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "numerator",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "denominator",
          "type": "uint16"
        }
      ],
      "name": "proposeRule",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "name": "proposeSuspension",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "account",
          "type": "address"
        },
        {
          "internalType": "uint8",
          "name": "roles",
          "type": "uint8"
        }
      ],
      "name": "requireRole",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "index",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "bytes",
          "name": "peerId",
          "type": "bytes"
        },
        {
          "internalType": "bytes32",
          "name": "boxKey",
          "type": "bytes32"
        }
      ],
      "name": "rotateKeys",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "rule",
      "outputs": [
        {
          "internalType": "uint16",
          "name": "numerator",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "denominator",
          "type": "uint16"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "proposalId",
          "type": "uint32"
        }
      ],
      "name": "vote",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x6080604052346108a1576136cd80380380610019816108a5565b9283398101906020818303126108a1578051906001600160401b0382116108a157019080601f830112156108a1578151916001600160401b038311610552578260051b60208061006a8184016108a5565b809681520191830101918383116108a15760208101915b8383106107d157600880546001600160401b0319166602000200020001179055855f5b815181101561077f57600581901b82016020015180519091906001600160a01b0316801561076d575060208201805160ff8116908115908115610760575b5061074e5750805192604081019182516060830195600387519116151590519060408211908115610738575b506107265750156107175781516001600160a01b03165f90815260016020526040902054806106e657508451602081519101205f52600260205260405f2054806106b657506080820180518051801580156106ac575b61069a5750805160208201205f52600360205260405f2054806106695750505f549261010084101561065a578051835186518951855160405161ffff8a16999195909492939260ff1691906001600160a01b031660c086016001600160401b0381118782101761055257604052855260208501918252604085019060018252606086019384526080860194855260a08601968752680100000000000000008110156105525760018101805f55811015610646575f8052945160029590951b7f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e56301805492519151909560a09290921b60ff60a01b16916001600160a01b0316906003811015610632576001600160b01b0319909316171760a89190911b60ff60a81b1617835551600183015551805160028301916001600160401b038211610552578254600181811c91168015610628575b602082101461053457601f81116105d7575b50602090601f8311600114610571576003949392915f9183610566575b50508160011b915f1990861b1c19161790555b9151805191909201916001600160401b03821161055257825490600182811c92168015610548575b60208310146105345781601f8493116104db575b50602090601f8311600114610478575f9261046d575b50508160011b915f199060031b1c19161790555b60018401928385118061043c5782516001600160a01b03165f908152600160205260409020859055885151610450575b61043c5760019761040e8461041c937f726098a67e199211cd200d0f3240cf8388c6a0541d53ed5147ebb6086fe2985d9760ff9751602081519101205f52600360205260405f205551948b8616610425575b8b8060a01b0390511698519251905192604051968796168652602086015260806040860152608085019061091b565b90838203606085015261091b565b0390a3016100a4565b8b891b8060065417600655600754176007556103df565b634e487b7160e01b5f52601160045260245ffd5b505f8851602081519101205f5260026020528460405f205561038d565b015190508b80610349565b5f8581528281209350601f198516905b8181106104c357509084600195949392106104ab575b505050811b01905561035d565b01515f1960f88460031b161c191690558b808061049e565b92936020600181928786015181550195019301610488565b8281111561033357909150835f5260205f20601f840160051c906020851061052c575b849392601f0160051c82900391015f5b82811061051c575050610333565b5f8183015585945060010161050e565b5f91506104fe565b634e487b7160e01b5f52602260045260245ffd5b91607f169161031f565b634e487b7160e01b5f52604160045260245ffd5b015190508e806102e4565b90601f19831691845f52815f20925f5b8181106105bf5750916001939185600398979694106105a8575b505050811b0190556102f7565b01515f1983881b60f8161c191690558e808061059b565b82840151855560019094019360209384019301610581565b828111156102c757835f5260205f20601f840160051c9060208510610620575b81601f9101920160051c03905f5b8281106106135750506102c7565b5f82820155600101610605565b5f91506105f7565b90607f16906102b5565b634e487b7160e01b5f52602160045260245ffd5b634e487b7160e01b5f52603260045260245ffd5b63adfab9d360e01b5f5260045ffd5b5f19810190811161043c5761069661ffff92604051938493633a61aecd60e21b855216906004840161093f565b0390fd5b633352344760e11b5f5260045260245ffd5b5060648111610164565b8551905f19810190811161043c5761069661ffff9260405193849363f94f46bf60e01b855216906004840161093f565b82516001600160a01b0316905f19810190811161043c5761ffff91636f09625160e01b5f526004521660245260445ffd5b6384424d4960e01b5f5260045ffd5b63319ad44560e11b5f5260045260245ffd5b905080610746575b8961010e565b508015610740565b63014175c960e11b5f5260045260245ffd5b60f09150161515866100e2565b6303b7bcd760e61b5f5260045260245ffd5b600654805f915b6107b95750600281106107a257604051612d6b90816109628239f35b634967411f60e01b5f52600452600260245260445ffd5b90600101905f1981019080821161043c571680610786565b82516001600160401b0381116108a15782019060a0828703601f1901126108a1576040519060a082016001600160401b038111838210176105525760405260208301516001600160a01b03811681036108a1578252604083015160ff811681036108a15760208301526060830151604083015260808301516001600160401b0381116108a157876020610866928601016108ca565b606083015260a0830151916001600160401b0383116108a157610891886020809695819601016108ca565b6080820152815201920191610081565b5f80fd5b6040519190601f01601f191682016001600160401b0381118382101761055257604052565b81601f820112156108a1578051906001600160401b038211610552576108f9601f8301601f19166020016108a5565b92828452602083830101116108a157815f9260208093018386015e8301015290565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b9061ffff61095a60209295949560408552604085019061091b565b941691015256fe6080806040526004361015610012575f80fd5b5f3560e01c9081630bdf31f5146118875750806311aee3801461186757806311cb44831461184a5780631332366b1461164757806325e3d5221461161757806343f69a5e146115fc5780634d188809146114a55780634f14ff771461148857806354b50b1c1461146d57806355834dae14611354578063571fe35f14611131578063582109ad146111145780635c21c4ce146110f95780636417d7cd146110475780636689de6514610ec65780636925da9014610df757806371a0b2f914610dc357806389cb0ad114610c855780639094c76314610c59578063a2ee1c7814610c2d578063aadc5fc01461097b578063b6e13a351461058f578063da35c6641461056c578063e64b0efb14610544578063f7231813146102b6578063f7818a491461029a578063f8c8962b146101835763fd6aad2514610150575f80fd5b3461017f57602060031936011261017f57602061017361016e6118fd565b611dea565b61ffff60405191168152f35b5f80fd5b3461017f57602060031936011261017f5760043563ffffffff81169081810361017f576101d590606060806040516101ba816119ef565b5f81525f60208201525f604082015282808201520152612a84565b505f52600560205273ffffffffffffffffffffffffffffffffffffffff60405f2061029660405191610206836119ef565b610283815491858316855260ff602086019360a01c16835260018101546040860190815260ff61024b600361023d60028601611be9565b9460608a0195865201611be9565b946080880195865260405198899860208a5251166020890152511660408701525160608601525160a0608086015260c0850190611930565b9051601f198483030160a0850152611930565b0390f35b3461017f575f60031936011261017f5760206040516101008152f35b3461017f57604060031936011261017f576102cf6118a0565b6102d76118b1565b61ffff82166201fffe8360011b1690808204600214811517156104df5761ffff8316809210801561053a575b61050c57505061031233611b7b565b9062278d0064ffffffffff4216019264ffffffffff84116104df57600454680100000000000000008110156104b257806001610351920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601086901b66ffffffffff0000161760049081179091555460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff60209a60048852168a8701521693a36103fa6103f584611955565b61196d565b50917fffffffffffffffffffffffffffffffffff00000000ffffffffffffffffffffff6effff000000000000000000000000006cffff000000000000000000000085549460581b1692837fffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffffffff861617865560681b1692161717905561047d81611e52565b604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f83e16179000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b5081811015610303565b3461017f57602060031936011261017f576020610562600435611d9a565b6040519015158152f35b3461017f575f60031936011261017f57602063ffffffff60045416604051908152f35b3461017f57602060031936011261017f5760043567ffffffffffffffff811161017f578060040160a0600319833603011261017f576040516105d0816119ef565b813573ffffffffffffffffffffffffffffffffffffffff8116810361017f5780825260248401359360ff8516850361017f5784602084015260448101358060408501526064820191823567ffffffffffffffff811161017f576106399060043691840101611d18565b60608601526084810194853567ffffffffffffffff811161017f576106719260046106679236920101611d18565b6080820152612b66565b61067a33611b7b565b9562278d0064ffffffffff4216019064ffffffffff82116104df57600454680100000000000000008110156104b2578060016106b9920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff001660388a901b68ffff000000000000001617601084901b66ffffffffff00001617600117905560045460405163ffffffff91909116987f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff8c9364ffffffffff6107c298600188521660208701521693a35f88815260056020526040902080547fffffffffffffffffffffff0000000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff969096169590951760a09190911b74ff000000000000000000000000000000000000000016178455565b60018301556107d5600283019185611d36565b9067ffffffffffffffff82116104b2576107f9826107f38554611a74565b85611ac5565b5f90601f831160011461091157826108399695936003959361082f935f92610906575b50505f198260011b9260031b1c19161790565b90555b0192611d36565b92909167ffffffffffffffff84116104b2578361086260209561085c8454611a74565b84611ac5565b5f601f82116001146108a657819061088f9394955f9261089b5750505f198260011b9260031b1c19161790565b90555b61047d81611e52565b01359050868061081c565b601f19821694835f52865f20915f5b8781106108ef5750836001959697106108d6575b505050811b019055610892565b5f1960f88560031b161c199101351690558580806108c9565b9092886001819286860135815501940191016108b5565b013590508a8061081c565b601f19831691845f5260205f20925f5b8181106109635750926001928592610839999896600398961061094c575b505050811b019055610832565b01355f1983881b60f8161c1916905589808061093f565b91936020600181928787013581550195019201610921565b3461017f57604060031936011261017f5760043567ffffffffffffffff811161017f576109ac9036906004016118c2565b6024356109b833611dea565b906109c282611b43565b50936109e160ff865460a01c16836109db368886611a2e565b91612adb565b60028501946109ef86611be9565b60208151910120610a01368785611a2e565b6020815191012090818103610a62575b867f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf928787610a5d888260018a015561ffff60405194859485526040602086015216956040840191611b23565b0390a2005b815f52600260205260405f2054610bc8575f5260026020525f604081205585610ba5575b5067ffffffffffffffff85116104b257610aaa85610aa48854611a74565b88611ac5565b5f95601f8611600114610b1a576001610a5d93928592610b0189807f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929b9c5f91610b0f575b505f198260011b9260031b1c19161790565b90555b929350879650610a11565b90508701358d610aef565b601f198616815f5260205f20905f5b818110610b8d5750928592600192899a7f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929a610a5d989710610b74575b5050828a811b019055610b04565b5f1960f88d60031b161c19908701351690558a80610b66565b858a013583556020998a019960019093019201610b29565b61ffff851690600182018092116104df575f52600260205260405f205586610a86565b8387835f52600260205260405f20545f1981019081116104df5761ffff610c226040519485947ff94f46bf000000000000000000000000000000000000000000000000000000008652604060048701526044860191611b23565b911660248301520390fd5b3461017f57604060031936011261017f576020610562610c4b6118fd565b610c53611920565b90611ca7565b3461017f57602060031936011261017f5760043563ffffffff8116810361017f57610c8390611e52565b005b3461017f57602060031936011261017f57610cd2610ca16118a0565b606060a0604051610cb1816119d3565b5f81525f60208201525f60408201525f8382015282608082015201526128db565b60405190610cdf826119d3565b805473ffffffffffffffffffffffffffffffffffffffff8116835260ff6020840191818160a01c16835260a81c1690604084019160038110156104855782526001830154916060850192835260ff610d4c6003610d3e60028801611be9565b966080890197885201611be9565b9260a0870193845273ffffffffffffffffffffffffffffffffffffffff6040519760208952511660208801525116604086015251600381101561048557849361029693610db09260608701525160808601525160c060a086015260e0850190611930565b9051601f198483030160c0850152611930565b3461017f575f60031936011261017f576008546040805161ffff602084811c8216835260309490941c169281019290925290f35b3461017f57604060031936011261017f57610e106118fd565b610e21610e1b611920565b91611dea565b90610e2b82611b43565b505460ff8160a81c16600381101561048557600103610e965760a01c811660ff1615610e605760208261ffff60405191168152f35b61ffff60ff927fbab727fb000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b61ffff837f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b3461017f57602060031936011261017f5760043563ffffffff8116810361017f57610f36905f610120604051610efb816119b6565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e0820152826101008201520152612a84565b604051610f42816119b6565b815460ff811692600784101561048557838352602083018260081c60ff1615158152604084018360101c64ffffffffff168152606085018460381c61ffff16815260808601908560481c61ffff16825260a08701928660581c61ffff16845260c08801948760681c61ffff16865260e08901968860781c61ffff1688526101008a019860881c61ffff168952600101549861012001988952604051998a610fe8916118f0565b51151560208a01525164ffffffffff1660408901525161ffff1660608801525161ffff1660808701525161ffff1660a08601525161ffff1660c08501525161ffff1660e08401525161ffff166101008301525161012082015261014090f35b3461017f57602060031936011261017f5760043567ffffffffffffffff811161017f576110789036906004016118c2565b90611084368383611a2e565b602081519101205f52600260205260405f20549182156110b8575f1983018381116104df5760209061ffff60405191168152f35b6110f56040519283927f9a33ba01000000000000000000000000000000000000000000000000000000008452602060048501526024840191611b23565b0390fd5b3461017f575f60031936011261017f57602060405160648152f35b3461017f575f60031936011261017f57602060405162278d008152f35b3461017f57604060031936011261017f5761114a6118a0565b60243567ffffffffffffffff811161017f5761116a9036906004016118c2565b91611174816128db565b50611188611183368585611a2e565b6129dd565b61119133611b7b565b9062278d0064ffffffffff4216019064ffffffffff82116104df57600454680100000000000000008110156104b2578060016111d0920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601084901b66ffffffffff00001617600617905560045460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff6112b298600688521660208701521693a36112756103f584611955565b50907fffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffff6affff00000000000000000083549260481b169116179055565b805f526005602052600360405f200167ffffffffffffffff84116104b257836112e160209561085c8454611a74565b5f601f821160011461130e57819061088f9394955f9261089b5750505f198260011b9260031b1c19161790565b601f19821694835f52865f20915f5b87811061133d5750836001959697106108d657505050811b019055610892565b90928860018192868601358155019401910161131d565b3461017f57602060031936011261017f5761136d6118a0565b61137f8161137a816128db565b612923565b61138833611b7b565b9062278d0064ffffffffff42160164ffffffffff81116104df57600454680100000000000000008110156104b2578060016113c6920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff00001617600217905560045460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6108929860028852168a8701521693a36112756103f584611955565b3461017f575f60031936011261017f57602060405160028152f35b3461017f575f60031936011261017f576020600654604051908152f35b3461017f57602060031936011261017f576114be6118a0565b60ff6114c9826128db565b5460a81c166003811015610485576002036115cc576114e733611b7b565b9062278d0064ffffffffff42160164ffffffffff81116104df57600454680100000000000000008110156104b257806001611525920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff00001617600317905560045460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6108929860038852168a8701521693a36112756103f584611955565b61ffff907f8953c342000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b3461017f575f60031936011261017f57602060405160408152f35b3461017f575f60031936011261017f576008546040805161ffff808416825260109390931c909216602083015290f35b3461017f57604060031936011261017f576116606118a0565b6116686118b1565b61ffff811660028110801561183d575b801561182d575b6117fa575061168d33611b7b565b9062278d0064ffffffffff4216019264ffffffffff84116104df57600454680100000000000000008110156104b2578060016116cc920160045561196d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601086901b66ffffffffff00001617600517905560045460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff60209a60058852168a8701521693a361176f6103f584611955565b50917fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff72ffff000000000000000000000000000000000070ffff00000000000000000000000000000085549460781b1692837fffffffffffffffffffffffffffffff0000ffffffffffffffffffffffffffffff861617865560881b1692161717905561047d81611e52565b61ffff837fccc30b33000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b5061010061ffff8416101561167f565b508061ffff841610611678565b3461017f575f60031936011261017f576020600754604051908152f35b3461017f575f60031936011261017f57602061ffff5f5416604051908152f35b3461017f575f60031936011261017f5780600260209252f35b6004359061ffff8216820361017f57565b6024359061ffff8216820361017f57565b9181601f8401121561017f5782359167ffffffffffffffff831161017f576020838186019501011161017f57565b9060078210156104855752565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361017f57565b6024359060ff8216820361017f57565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b63ffffffff5f199116019063ffffffff82116104df57565b6004548110156119895760045f5260205f209060011b01905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b610140810190811067ffffffffffffffff8211176104b257604052565b60c0810190811067ffffffffffffffff8211176104b257604052565b60a0810190811067ffffffffffffffff8211176104b257604052565b90601f601f19910116810190811067ffffffffffffffff8211176104b257604052565b92919267ffffffffffffffff82116104b25760405191611a586020601f19601f8401160184611a0b565b82948184528183011161017f578281602093845f960137010152565b90600182811c92168015611abb575b6020831014611a8e57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f1691611a83565b919091601f8311611ad6575b505050565b818311611ae257505050565b5f5260205f206020601f830160051c9210611b1b575b81601f9101920160051c03905f5b82811015611ad1575f82820155600101611b06565b5f9150611af8565b601f8260209493601f1993818652868601375f8582860101520116010190565b5f54811015611989575f80805260029190911b7f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b611b8490611dea565b90611b8e82611b43565b505460ff8160a81c16600381101561048557600103610e965760a01c60011615611bb457565b61ffff827fbab727fb000000000000000000000000000000000000000000000000000000005f5216600452600160245260445ffd5b9060405191825f825492611bfc84611a74565b8084529360018116908115611c675750600114611c23575b50611c2192500383611a0b565b565b90505f9291925260205f20905f915b818310611c4b575050906020611c21928201015f611c14565b6020919350806001915483858901015201910190918492611c32565b60209350611c219592507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0091501682840152151560051b8201015f611c14565b73ffffffffffffffffffffffffffffffffffffffff165f52600160205260405f20548015611d12575f1981019081116104df57611ce390611b43565b50549060ff8260a81c166003811015610485576001149182611d0457505090565b60ff925060a01c1616151590565b50505f90565b9080601f8301121561017f57816020611d3393359101611a2e565b90565b9035907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe18136030182121561017f570180359067ffffffffffffffff821161017f5760200191813603831361017f57565b818102929181159184041417156104df57565b611da8600654809216612d11565b9060028210159182611db957505090565b611de691925061ffff611dde611dd860085493838560101c1690611d87565b94612d11565b911690611d87565b1090565b73ffffffffffffffffffffffffffffffffffffffff16805f52600160205260405f2054908115611e2757505f1981019081116104df5761ffff1690565b7fb641e756000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b611e5b33611b7b565b90611e6581612a84565b9081549060ff8260081c166128a95764ffffffffff8260101c168042116128745750600183019061ffff825495169460018082881c161461284857611edf929163ffffffff916001881b178093551694857f0f8c8045a003ecaf159f65f378bb8dc609614b8252d26001b2f112d73a7ce1d25f80a3611d9a565b15611ad15760ff6101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ff8316179182845516600781101561048557600181036123f957505050805f52600560205260405f2060405190611f3f826119ef565b805473ffffffffffffffffffffffffffffffffffffffff8116835260ff602084019160a01c16815260018201549260408101938452611f936003611f8560028601611be9565b946060840195865201611be9565b9060808101918252611fa481612b66565b5f54936101008510156123d15761ffff85169473ffffffffffffffffffffffffffffffffffffffff83511660ff86511691885184519187519460405194611fea866119d3565b855260208501908152604085019160018352606086019384526080860194855260a08601968752680100000000000000008110156104b25780600161203192015f55611b43565b9590956123a55751855491517fffffffffffffffffffffff00000000000000000000000000000000000000000090921673ffffffffffffffffffffffffffffffffffffffff919091161760a09190911b74ff000000000000000000000000000000000000000016178455516003811015610485577fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff75ff00000000000000000000000000000000000000000085549260a81b16911617835551600183015560028201905180519067ffffffffffffffff82116104b257612115826107f38554611a74565b602090601f831160011461233f5791806121479260039695945f926122d15750505f198260011b9260031b1c19161790565b90555b01905180519067ffffffffffffffff82116104b25761216d826107f38554611a74565b602090601f83116001146122dc5761219a92915f91836122d15750505f198260011b9260031b1c19161790565b90555b6001850190818611806104df5773ffffffffffffffffffffffffffffffffffffffff8451165f5260016020528260405f20558151516122b4575b6104df576122648473ffffffffffffffffffffffffffffffffffffffff7f726098a67e199211cd200d0f3240cf8388c6a0541d53ed5147ebb6086fe2985d976122729560ff9851602081519101205f52600360205260405f205551956001871661229c575b5116985192519051926040519687961686526020860152608060408601526080850190611930565b908382036060850152611930565b0390a35b7f7e99f008c28b8815200257e6c5fca5f923f80bcbfde5a170df5f820359905e445f80a2565b60018a1b80600654176006556007541760075561223c565b505f8151602081519101205f5260026020528260405f20556121d7565b015190505f8061081c565b90601f19831691845f52815f20925f5b818110612327575090846001959493921061230f575b505050811b01905561219d565b01515f1960f88460031b161c191690555f8080612302565b929360206001819287860151815501950193016122ec565b90601f19831691845f52815f20925f5b81811061238d575091600193918560039897969410612376575b505050811b01905561214a565b01515f1960f884891b161c191690555f8080612369565b9293602060018192878601518155019501930161234f565b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fadfab9d3000000000000000000000000000000000000000000000000000000005f5260045ffd5b600281036124925750505460481c61ffff1661241481611b43565b5061241f8282612923565b75020000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161790556001811b19600654166006557fba31a434fe357ea80cb387255989c71a7c85691586755659b55386f07f58aa505f80a2612276565b600381036125765750505460481c61ffff166124ad81611b43565b5060ff815460a81c1660038110156104855760020361254a5760019075010000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161781555460a01c1661253a575b7fb12d067ce8182337b0e81d04474aa259fa78d7ba45bb3b96f4534d7d2fec85e25f80a2612276565b6001811b60065417600655612511565b507f8953c342000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6004810361261757505061260f817f920bc0b03678bf46c495677d76d82acc4dc3a64690c0f30d41703512ec694ef5925460581c6008547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000063ffff000061ffff841693169116171760085554604051918161ffff80859460681c169160581c168390929161ffff60209181604085019616845216910152565b0390a1612276565b6006036127b0575061ffff905460481c16815f52600560205261263f600360405f2001611be9565b612648816129dd565b600361265383611b43565b500161265e81611be9565b602081519101205f5260036020525f6040812055600183018084116104df57825160208401205f52600360205260405f2055815167ffffffffffffffff81116104b2576126af8161085c8454611a74565b6020601f821160011461272a5791612700827f38c2b0c2a1fea9b3a81c23055ea784d8e84397b2e5905a7368b547e3135302309593612717955f9161271f57505f198260011b9260031b1c19161790565b90555b604051918291602083526020830190611930565b0390a2612276565b90508401515f610aef565b601f19821690835f52805f20915f5b8181106127985750926127179492600192827f38c2b0c2a1fea9b3a81c23055ea784d8e84397b2e5905a7368b547e313530230989610612780575b5050811b019055612703565b8501515f1960f88460031b161c191690555f80612774565b9192602060018192868a015181550194019201612739565b7f3304cf4f50b6020acc6f61a0bed9e9fa2674ce581740e41f847a8cfc2e3c26359161260f916008549060581c907fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff67ffff00000000000065ffff00000000841693169116171760085554604051918161ffff80859460881c169160781c168390929161ffff60209181604085019616845216910152565b857f7523fc0e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b63ffffffff827f6deb5b22000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff907fcf7b2431000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b5f5461ffff8216908110156128f857506128f490611b43565b5090565b7f99346e79000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5460a81c60ff1660038110156104855760010361298b5761295090600161ffff60065492161b1916612d11565b6002811061295b5750565b7f4967411f000000000000000000000000000000000000000000000000000000005f52600452600260245260445ffd5b61ffff907f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b9061ffff6129d6602092959495604085526040850190611930565b9416910152565b805180158015612a7a575b612a4f5750805160208201205f52600360205260405f205480612a09575050565b5f1981019081116104df576110f561ffff926040519384937fe986bb340000000000000000000000000000000000000000000000000000000085521690600484016129bb565b7f66a4688e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50606481116129e8565b63ffffffff811680158015612ad0575b612aa557506103f56128f491611955565b7f281c5ffb000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506004548111612a94565b91519091604082119060031615158115612b50575b50612b25575015612afd57565b7f84424d49000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f6335a88a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b905080612b5e575b5f612af0565b508015612b58565b73ffffffffffffffffffffffffffffffffffffffff8151168015612ce6575060208101805160ff8116908115908115612cd9575b50612cae575060ff905116612bbb6040830151916060840192835191612adb565b73ffffffffffffffffffffffffffffffffffffffff8251165f52600160205260405f205480612c5757508051602081519101205f52600260205260405f20549081612c0f5750506080611c219101516129dd565b51905f1981019081116104df576110f561ffff926040519384937ff94f46bf0000000000000000000000000000000000000000000000000000000085521690600484016129bb565b73ffffffffffffffffffffffffffffffffffffffff835116905f1981019081116104df5761ffff917f6f096251000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b7f0282eb92000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60f091501615155f612b9a565b7fedef35c0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90815f925b612d1d5750565b91600101915f198101908082116104df571680612d1656fea26469706673582212206ef1ee02dba67e176c929a770f3a941996b446d1d50056e3711708fc9c2e484b64736f6c63430008250033",
} as const;
