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
    "0x6080604052346106d857612d7480380380610019816106dc565b9283398101906020818303126106d8578051906001600160401b0382116106d857019080601f830112156106d8578151916001600160401b038311610476578260051b60208061006a8184016106dc565b809681520191830101918383116106d85760208101915b8383106105ec57600780546001600160401b0319166602000200020001179055855f5b815181101561059a57600581901b82016020015180519091906001600160a01b03168015610588575060208201805160ff811690811590811561057b575b506105695750805190604084019182516060860191600383519116151590519060408211908115610553575b506105415750156105325784516001600160a01b03165f908152600160205260409020548061050157508051602081519101205f52600260205260405f2054806104c157505f54916101008310156104b257855181518551845160405161ffff8816979194919390929160ff909116906001600160a01b031660a084018481106001600160401b03821117610476576040528352602083019081526040830193600185526060840192835260808401958652680100000000000000008110156104765760018101805f5581101561049e575f8052925160039384027f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630180549251955195909460a09190911b60ff60a01b16916001600160a01b03169086101561048a5760029560ff60a81b9060a81b169260018060b01b031916171717825551600182015501905180519060018060401b03821161047657825490600182811c9216801561046c575b60208310146104585781601f8493116103ff575b50602090601f831160011461039c575f92610391575b50508160011b915f199060031b1c19161790555b600183019586841161037d576103427f08e29c541f6a9795cc5a6063cb0cd3baf06c4323f2dcbe7df387d50613e3e27f9360ff936001998a8060a01b038551165f528a6020528060405f2055825151610362575b50519289841661034b575b898060a01b0390511696519051906040519485941684526020840152606060408401526060830190610701565b0390a3016100a4565b89871b806005541760055560065417600655610315565b8251602081519101205f52600260205260405f20558b61030a565b634e487b7160e01b5f52601160045260245ffd5b015190508a806102a2565b5f8581528281209350601f198516905b8181106103e757509084600195949392106103cf575b505050811b0190556102b6565b01515f1960f88460031b161c191690558a80806103c2565b929360206001819287860151815501950193016103ac565b8281111561028c57909150835f5260205f20601f840160051c9060208510610450575b849392601f0160051c82900391015f5b82811061044057505061028c565b5f81830155859450600101610432565b5f9150610422565b634e487b7160e01b5f52602260045260245ffd5b91607f1691610278565b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52602160045260245ffd5b634e487b7160e01b5f52603260045260245ffd5b63adfab9d360e01b5f5260045ffd5b90515f19820191821161037d576104f69161ffff60405193849363f94f46bf60e01b8552604060048601526044850190610701565b911660248301520390fd5b85516001600160a01b0316905f19810190811161037d5761ffff91636f09625160e01b5f526004521660245260445ffd5b6384424d4960e01b5f5260045ffd5b63319ad44560e11b5f5260045260245ffd5b905080610561575b8961010e565b50801561055b565b63014175c960e11b5f5260045260245ffd5b60f09150161515866100e2565b6303b7bcd760e61b5f5260045260245ffd5b600554805f915b6105d45750600281106105bd5760405161264e90816107268239f35b634967411f60e01b5f52600452600260245260445ffd5b90600101905f1981019080821161037d5716806105a1565b82516001600160401b0381116106d8578201906080828703601f1901126106d85760405191608083016001600160401b038111848210176104765760405260208101516001600160a01b03811681036106d8578352604081015160ff811681036106d85760208401526060810151604084015260808101516001600160401b0381116106d85760209101019086601f830112156106d8578151926001600160401b038411610476576106a7601f8501601f19166020016106dc565b84815288602086860101116106d8575f6020868197828098018386015e830101526060820152815201920191610081565b5f80fd5b6040519190601f01601f191682016001600160401b0381118382101761047657604052565b805180835260209291819084018484015e5f828201840152601f01601f191601019056fe6080806040526004361015610012575f80fd5b5f3560e01c9081630bdf31f5146115575750806311aee3801461153757806311cb44831461151a5780631332366b1461131757806325e3d522146112e757806343f69a5e146112cc5780634d188809146111745780634f14ff771461115757806354b50b1c1461113c57806355834dae14610fe6578063582109ad14610fc95780636417d7cd14610f175780636689de6514610d965780636925da9014610cc757806371a0b2f914610c9357806389cb0ad114610b875780639094c76314610b5b578063a2ee1c7814610b2f578063aadc5fc01461087d578063da35c6641461085a578063dcf80db514610525578063e64b0efb146104fd578063f723181314610270578063f7818a4914610254578063f8c8962b1461016d5763fd6aad251461013a575f80fd5b3461016957602060031936011261016957602061015d6101586115cd565b611a4b565b61ffff60405191168152f35b5f80fd5b346101695760206003193601126101695760043563ffffffff811690818103610169576101b9906060806040516101a3816116bf565b5f81525f60208201525f6040820152015261236b565b505f52600460205273ffffffffffffffffffffffffffffffffffffffff60405f20610250604051916101ea836116bf565b805490848216845260ff602085019260a01c16825260ff6102196002600184015493604088019485520161185b565b92606086019384526040519687966020885251166020870152511660408501525160608401525160808084015260a0830190611600565b0390f35b34610169575f6003193601126101695760206040516101008152f35b3461016957604060031936011261016957610289611570565b610291611581565b61ffff82166201fffe8360011b1690808204600214811517156104985761ffff831680921080156104f3575b6104c55750506102cc3361179c565b9062278d0064ffffffffff4216019264ffffffffff8411610498576003546801000000000000000081101561046b5780600161030b920160035561163d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601086901b66ffffffffff00001617600417905560035460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff60209a60048852168a8701521693a36103b36103ae84611625565b61163d565b50917fffffffffffffffffffffffffffffffffff00000000ffffffffffffffffffffff6effff000000000000000000000000006cffff000000000000000000000085549460581b1692837fffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffffffff861617865560681b1692161717905561043681611ab3565b604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f83e16179000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50818110156102bd565b3461016957602060031936011261016957602061051b6004356119fb565b6040519015158152f35b346101695760206003193601126101695760043567ffffffffffffffff8111610169578036039060806003198301126101695760405190610565826116bf565b80600401359273ffffffffffffffffffffffffffffffffffffffff841684036101695783835260248201359260ff841684036101695783602082015260448301359283604083015260648101359067ffffffffffffffff82116101695781019436602387011215610169576004860135966105f360248801946105e9368b886116fe565b606082015261244d565b6105fc3361179c565b9062278d0064ffffffffff4216019664ffffffffff8811610498576003546801000000000000000081101561046b5780600161063b920160035561163d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff00000000000000161760108a901b66ffffffffff00001617600117905560035460405163ffffffff91909116989094858a7f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60029964ffffffffff61076a9860017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdd9e521660208701521693a35f8a815260046020526040902080547fffffffffffffffffffffff0000000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff959095169490941760a09190911b74ff000000000000000000000000000000000000000016178355565b600182015501930113156101695767ffffffffffffffff85116101695784360312610169576020936107a6816107a0845461180a565b8461198a565b5f601f82116001146107f05781906107d49394955f926107e0575b50505f198260011b9260031b1c19161790565b90555b61043681611ab3565b01860160040135905086806107c1565b601f19821694835f52865f20915f5b87811061083e575083600195969710610820575b505050811b0190556107d7565b018601600401355f19600384901b60f8161c19169055858080610813565b90928860018192826004888801010135815501940191016107ff565b34610169575f60031936011261016957602063ffffffff60035416604051908152f35b346101695760406003193601126101695760043567ffffffffffffffff8111610169576108ae903690600401611592565b6024356108ba33611a4b565b906108c482611764565b50936108e360ff865460a01c16836108dd3688866116fe565b916123c2565b60028501946108f18661185b565b602081519101206109033687856116fe565b6020815191012090818103610964575b867f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf92878761095f888260018a015561ffff60405194859485526040602086015216956040840191611744565b0390a2005b815f52600260205260405f2054610aca575f5260026020525f604081205585610aa7575b5067ffffffffffffffff851161046b576109ac856109a6885461180a565b8861198a565b5f95601f8611600114610a1c57600161095f93928592610a0389807f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929b9c5f91610a11575b505f198260011b9260031b1c19161790565b90555b929350879650610913565b90508701358d6109f1565b601f198616815f5260205f20905f5b818110610a8f5750928592600192899a7f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929a61095f989710610a76575b5050828a811b019055610a06565b5f1960f88d60031b161c19908701351690558a80610a68565b858a013583556020998a019960019093019201610a2b565b61ffff85169060018201809211610498575f52600260205260405f205586610988565b8387835f52600260205260405f20545f1981019081116104985761ffff610b246040519485947ff94f46bf000000000000000000000000000000000000000000000000000000008652604060048701526044860191611744565b911660248301520390fd5b3461016957604060031936011261016957602061051b610b4d6115cd565b610b556115f0565b90611919565b346101695760206003193601126101695760043563ffffffff8116810361016957610b8590611ab3565b005b3461016957602060031936011261016957610bce610ba3611570565b60606080604051610bb3816116a3565b5f81525f60208201525f60408201525f83820152015261228b565b60405190610bdb826116a3565b805473ffffffffffffffffffffffffffffffffffffffff8116835260ff6020840191818160a01c16835260a81c166040840190600381101561043e57815260ff610c336002600186015495606088019687520161185b565b926080860193845273ffffffffffffffffffffffffffffffffffffffff604051966020885251166020870152511660408501525190600382101561043e5783926102509260608501525160808401525160a08084015260c0830190611600565b34610169575f600319360112610169576007546040805161ffff602084811c8216835260309490941c169281019290925290f35b3461016957604060031936011261016957610ce06115cd565b610cf1610ceb6115f0565b91611a4b565b90610cfb82611764565b505460ff8160a81c16600381101561043e57600103610d665760a01c811660ff1615610d305760208261ffff60405191168152f35b61ffff60ff927fbab727fb000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b61ffff837f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b346101695760206003193601126101695760043563ffffffff8116810361016957610e06905f610120604051610dcb81611686565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201528260e082015282610100820152015261236b565b604051610e1281611686565b815460ff811692600684101561043e57838352602083018260081c60ff1615158152604084018360101c64ffffffffff168152606085018460381c61ffff16815260808601908560481c61ffff16825260a08701928660581c61ffff16845260c08801948760681c61ffff16865260e08901968860781c61ffff1688526101008a019860881c61ffff168952600101549861012001988952604051998a610eb8916115c0565b51151560208a01525164ffffffffff1660408901525161ffff1660608801525161ffff1660808701525161ffff1660a08601525161ffff1660c08501525161ffff1660e08401525161ffff166101008301525161012082015261014090f35b346101695760206003193601126101695760043567ffffffffffffffff811161016957610f48903690600401611592565b90610f543683836116fe565b602081519101205f52600260205260405f2054918215610f88575f1983018381116104985760209061ffff60405191168152f35b610fc56040519283927f9a33ba01000000000000000000000000000000000000000000000000000000008452602060048501526024840191611744565b0390fd5b34610169575f60031936011261016957602060405162278d008152f35b3461016957602060031936011261016957610fff611570565b6110118161100c8161228b565b6122d3565b61101a3361179c565b9062278d0064ffffffffff42160164ffffffffff8111610498576003546801000000000000000081101561046b57806001611058920160035561163d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff00001617600217905560035460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6107d79860028852168a8701521693a36110ff6103ae84611625565b50907fffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffff6affff00000000000000000083549260481b169116179055565b34610169575f60031936011261016957602060405160028152f35b34610169575f600319360112610169576020600554604051908152f35b346101695760206003193601126101695761118d611570565b60ff6111988261228b565b5460a81c16600381101561043e5760020361129c576111b63361179c565b9062278d0064ffffffffff42160164ffffffffff8111610498576003546801000000000000000081101561046b578060016111f4920160035561163d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff0000161760039081179091555460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6107d79860038852168a8701521693a36110ff6103ae84611625565b61ffff907f8953c342000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610169575f60031936011261016957602060405160408152f35b34610169575f600319360112610169576007546040805161ffff808416825260109390931c909216602083015290f35b3461016957604060031936011261016957611330611570565b611338611581565b61ffff811660028110801561150d575b80156114fd575b6114ca575061135d3361179c565b9062278d0064ffffffffff4216019264ffffffffff8411610498576003546801000000000000000081101561046b5780600161139c920160035561163d565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601086901b66ffffffffff00001617600517905560035460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff60209a60058852168a8701521693a361143f6103ae84611625565b50917fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff72ffff000000000000000000000000000000000070ffff00000000000000000000000000000085549460781b1692837fffffffffffffffffffffffffffffff0000ffffffffffffffffffffffffffffff861617865560881b1692161717905561043681611ab3565b61ffff837fccc30b33000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b5061010061ffff8416101561134f565b508061ffff841610611348565b34610169575f600319360112610169576020600654604051908152f35b34610169575f60031936011261016957602061ffff5f5416604051908152f35b34610169575f6003193601126101695780600260209252f35b6004359061ffff8216820361016957565b6024359061ffff8216820361016957565b9181601f840112156101695782359167ffffffffffffffff8311610169576020838186019501011161016957565b90600682101561043e5752565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361016957565b6024359060ff8216820361016957565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b63ffffffff5f199116019063ffffffff821161049857565b6003548110156116595760035f5260205f209060011b01905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b610140810190811067ffffffffffffffff82111761046b57604052565b60a0810190811067ffffffffffffffff82111761046b57604052565b6080810190811067ffffffffffffffff82111761046b57604052565b90601f601f19910116810190811067ffffffffffffffff82111761046b57604052565b92919267ffffffffffffffff821161046b57604051916117286020601f19601f84011601846116db565b829481845281830111610169578281602093845f960137010152565b601f8260209493601f1993818652868601375f8582860101520116010190565b5f54811015611659575f8080526003919091027f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b6117a590611a4b565b906117af82611764565b505460ff8160a81c16600381101561043e57600103610d665760a01c600116156117d557565b61ffff827fbab727fb000000000000000000000000000000000000000000000000000000005f5216600452600160245260445ffd5b90600182811c92168015611851575b602083101461182457565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f1691611819565b9060405191825f82549261186e8461180a565b80845293600181169081156118d95750600114611895575b50611893925003836116db565b565b90505f9291925260205f20905f915b8183106118bd575050906020611893928201015f611886565b60209193508060019154838589010152019101909184926118a4565b602093506118939592507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0091501682840152151560051b8201015f611886565b73ffffffffffffffffffffffffffffffffffffffff165f52600160205260405f20548015611984575f1981019081116104985761195590611764565b50549060ff8260a81c16600381101561043e57600114918261197657505090565b60ff925060a01c1616151590565b50505f90565b919091601f831161199b575b505050565b8183116119a757505050565b5f5260205f206020601f830160051c92106119e0575b81601f9101920160051c03905f5b82811015611996575f828201556001016119cb565b5f91506119bd565b8181029291811591840414171561049857565b611a096005548092166125f4565b9060028210159182611a1a57505090565b611a4791925061ffff611a3f611a3960075493838560101c16906119e8565b946125f4565b9116906119e8565b1090565b73ffffffffffffffffffffffffffffffffffffffff16805f52600160205260405f2054908115611a8857505f1981019081116104985761ffff1690565b7fb641e756000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b611abc3361179c565b90611ac68161236b565b9081549060ff8260081c166122595764ffffffffff8260101c168042116122245750600183019061ffff825495169460018082881c16146121f857611b40929163ffffffff916001881b178093551694857f0f8c8045a003ecaf159f65f378bb8dc609614b8252d26001b2f112d73a7ce1d25f80a36119fb565b156119965760ff6101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ff8316179182845516600681101561043e5760018103611f4457505050805f52600460205260405f20604051611b9f816116bf565b815473ffffffffffffffffffffffffffffffffffffffff8116825260ff602083019160a01c168152611bdf6002600185015494604085019586520161185b565b9060608301918252611bf08361244d565b5f5492610100841015611f1c5761ffff84169373ffffffffffffffffffffffffffffffffffffffff8251169060ff8451169187519186519360405192611c35846116a3565b83526020830190815260408301916001835260608401948552608084019586526801000000000000000081101561046b57806001611c7592015f55611764565b939093611ef05751835491517fffffffffffffffffffffff00000000000000000000000000000000000000000090921673ffffffffffffffffffffffffffffffffffffffff919091161760a09190911b74ff0000000000000000000000000000000000000000161782555191600383101561043e576002927fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff75ff00000000000000000000000000000000000000000084549260a81b16911617825551600182015501905180519067ffffffffffffffff821161046b57611d6082611d5a855461180a565b8561198a565b602090601f8311600114611e8d57611d8d92915f9183611e825750505f198260011b9260031b1c19161790565b90555b6001840191828511610498577f08e29c541f6a9795cc5a6063cb0cd3baf06c4323f2dcbe7df387d50613e3e27f9373ffffffffffffffffffffffffffffffffffffffff611e259260ff95828651165f5260016020528060405f2055835151611e67575b50519360018516611e4f575b511696519051906040519485941684526020840152606060408401526060830190611600565b0390a35b7f7e99f008c28b8815200257e6c5fca5f923f80bcbfde5a170df5f820359905e445f80a2565b6001881b806005541760055560065417600655611dff565b8351602081519101205f52600260205260405f20555f611df3565b015190505f806107c1565b90601f19831691845f52815f20925f5b818110611ed85750908460019594939210611ec0575b505050811b019055611d90565b01515f1960f88460031b161c191690555f8080611eb3565b92936020600181928786015181550195019301611e9d565b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fadfab9d3000000000000000000000000000000000000000000000000000000005f5260045ffd5b60028103611fdd5750505460481c61ffff16611f5f81611764565b50611f6a82826122d3565b75020000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161790556001811b19600554166005557fba31a434fe357ea80cb387255989c71a7c85691586755659b55386f07f58aa505f80a2611e29565b600381036120c15750505460481c61ffff16611ff881611764565b5060ff815460a81c16600381101561043e576002036120955760019075010000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161781555460a01c16612085575b7fb12d067ce8182337b0e81d04474aa259fa78d7ba45bb3b96f4534d7d2fec85e25f80a2611e29565b6001811b6005541760055561205c565b507f8953c342000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6004036121605750612158817f920bc0b03678bf46c495677d76d82acc4dc3a64690c0f30d41703512ec694ef5925460581c6007547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000063ffff000061ffff841693169116171760075554604051918161ffff80859460681c169160581c168390929161ffff60209181604085019616845216910152565b0390a1611e29565b7f3304cf4f50b6020acc6f61a0bed9e9fa2674ce581740e41f847a8cfc2e3c263591612158916007549060581c907fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff67ffff00000000000065ffff00000000841693169116171760075554604051918161ffff80859460881c169160781c168390929161ffff60209181604085019616845216910152565b857f7523fc0e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b63ffffffff827f6deb5b22000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff907fcf7b2431000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b5f5461ffff8216908110156122a857506122a490611764565b5090565b7f99346e79000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5460a81c60ff16600381101561043e5760010361233b5761230090600161ffff60055492161b19166125f4565b6002811061230b5750565b7f4967411f000000000000000000000000000000000000000000000000000000005f52600452600260245260445ffd5b61ffff907f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b63ffffffff8116801580156123b7575b61238c57506103ae6122a491611625565b7f281c5ffb000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b50600354811161237b565b91519091604082119060031615158115612437575b5061240c5750156123e457565b7f84424d49000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f6335a88a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b905080612445575b5f6123d7565b50801561243f565b73ffffffffffffffffffffffffffffffffffffffff81511680156125c9575060208101805160ff81169081159081156125bc575b50612591575060ff905116906124a360408201519260608301938451916123c2565b73ffffffffffffffffffffffffffffffffffffffff8151165f52600160205260405f2054908161253b5750508051602081519101205f52600260205260405f205490816124ee575050565b515f19820191821161049857610b249161ffff6040519384937ff94f46bf000000000000000000000000000000000000000000000000000000008552604060048601526044850190611600565b5173ffffffffffffffffffffffffffffffffffffffff16905f1981019081116104985761ffff917f6f096251000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b7f0282eb92000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60f091501615155f612481565b7fedef35c0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90815f925b6126005750565b91600101915f198101908082116104985716806125f956fea264697066735822122020065f3594d2513e619c151cb3df835d7d5e45eaafae4aef2625cabd01c150da64736f6c63430008250033",
} as const;
