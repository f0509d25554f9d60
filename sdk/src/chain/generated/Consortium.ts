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
    "0x6080604052346106d1576129d580380380610019816106d5565b9283398101906020818303126106d1578051906001600160401b0382116106d157019080601f830112156106d1578151916001600160401b03831161046f578260051b60208061006a8184016106d5565b809681520191830101918383116106d15760208101915b8383106105e557856202000163ffffffff1960075416176007555f5b815181101561059357600581901b82016020015180519091906001600160a01b03168015610581575060208201805160ff8116908115908115610574575b50610562575080519060408401918251606086019160038351911615159051906040821190811561054c575b5061053a57501561052b5784516001600160a01b03165f90815260016020526040902054806104fa57508051602081519101205f52600260205260405f2054806104ba57505f54916101008310156104ab57855181518551845160405161ffff8816979194919390929160ff909116906001600160a01b031660a084018481106001600160401b0382111761046f5760405283526020830190815260408301936001855260608401928352608084019586526801000000000000000081101561046f5760018101805f55811015610497575f8052925160039384027f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630180549251955195909460a09190911b60ff60a01b16916001600160a01b0316908610156104835760029560ff60a81b9060a81b169260018060b01b031916171717825551600182015501905180519060018060401b03821161046f57825490600182811c92168015610465575b60208310146104515781601f8493116103f8575b50602090601f8311600114610395575f9261038a575b50508160011b915f199060031b1c19161790555b60018301958684116103765761033b7f08e29c541f6a9795cc5a6063cb0cd3baf06c4323f2dcbe7df387d50613e3e27f9360ff936001998a8060a01b038551165f528a6020528060405f205582515161035b575b505192898416610344575b898060a01b03905116965190519060405194859416845260208401526060604084015260608301906106fa565b0390a30161009d565b89871b80600554176005556006541760065561030e565b8251602081519101205f52600260205260405f20558b610303565b634e487b7160e01b5f52601160045260245ffd5b015190508a8061029b565b5f8581528281209350601f198516905b8181106103e057509084600195949392106103c8575b505050811b0190556102af565b01515f1960f88460031b161c191690558a80806103bb565b929360206001819287860151815501950193016103a5565b8281111561028557909150835f5260205f20601f840160051c9060208510610449575b849392601f0160051c82900391015f5b828110610439575050610285565b5f8183015585945060010161042b565b5f915061041b565b634e487b7160e01b5f52602260045260245ffd5b91607f1691610271565b634e487b7160e01b5f52604160045260245ffd5b634e487b7160e01b5f52602160045260245ffd5b634e487b7160e01b5f52603260045260245ffd5b63adfab9d360e01b5f5260045ffd5b90515f198201918211610376576104ef9161ffff60405193849363f94f46bf60e01b85526040600486015260448501906106fa565b911660248301520390fd5b85516001600160a01b0316905f1981019081116103765761ffff91636f09625160e01b5f526004521660245260445ffd5b6384424d4960e01b5f5260045ffd5b63319ad44560e11b5f5260045260245ffd5b90508061055a575b89610107565b508015610554565b63014175c960e11b5f5260045260245ffd5b60f09150161515866100db565b6303b7bcd760e61b5f5260045260245ffd5b600554805f915b6105cd5750600281106105b6576040516122b6908161071f8239f35b634967411f60e01b5f52600452600260245260445ffd5b90600101905f1981019080821161037657168061059a565b82516001600160401b0381116106d1578201906080828703601f1901126106d15760405191608083016001600160401b0381118482101761046f5760405260208101516001600160a01b03811681036106d1578352604081015160ff811681036106d15760208401526060810151604084015260808101516001600160401b0381116106d15760209101019086601f830112156106d1578151926001600160401b03841161046f576106a0601f8501601f19166020016106d5565b84815288602086860101116106d1575f6020868197828098018386015e830101526060820152815201920191610081565b5f80fd5b6040519190601f01601f191682016001600160401b0381118382101761046f57604052565b805180835260209291819084018484015e5f828201840152601f01601f191601019056fe6080806040526004361015610012575f80fd5b5f3560e01c9081630bdf31f5146112d15750806311aee380146112b157806311cb44831461129457806325e3d5221461126457806343f69a5e146112495780634d188809146110f15780634f14ff77146110d457806355834dae14610f40578063582109ad14610f235780636417d7cd14610e715780636689de6514610d415780636925da9014610c7257806389cb0ad114610b665780639094c76314610b3a578063a2ee1c7814610b0e578063aadc5fc01461085c578063da35c66414610839578063dcf80db514610504578063e64b0efb146104dc578063f72318131461024f578063f7818a4914610233578063f8c8962b1461014c5763fd6aad2514610119575f80fd5b3461014857602060031936011261014857602061013c610137611336565b6117b4565b61ffff60405191168152f35b5f80fd5b346101485760206003193601126101485760043563ffffffff811690818103610148576101989060608060405161018281611428565b5f81525f60208201525f60408201520152611fd3565b505f52600460205273ffffffffffffffffffffffffffffffffffffffff60405f2061022f604051916101c983611428565b805490848216845260ff602085019260a01c16825260ff6101f8600260018401549360408801948552016115c4565b92606086019384526040519687966020885251166020870152511660408501525160608401525160808084015260a0830190611369565b0390f35b34610148575f6003193601126101485760206040516101008152f35b34610148576040600319360112610148576102686112ea565b60243561ffff81168082036101485761ffff83166201fffe8460011b168181046002148215171561047757821180156104d2575b6104a45750506102ab33611505565b9062278d0064ffffffffff4216019264ffffffffff8411610477576003546801000000000000000081101561044a578060016102ea92016003556113a6565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601086901b66ffffffffff00001617600417905560035460405163ffffffff91909116937f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff879364ffffffffff60209a60048852168a8701521693a361039261038d8461138e565b6113a6565b50917fffffffffffffffffffffffffffffffffff00000000ffffffffffffffffffffff6effff000000000000000000000000006cffff000000000000000000000085549460581b1692837fffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffffffff861617865560681b1692161717905561041581611864565b604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f83e16179000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b508181101561029c565b346101485760206003193601126101485760206104fa600435611764565b6040519015158152f35b346101485760206003193601126101485760043567ffffffffffffffff811161014857803603906080600319830112610148576040519061054482611428565b80600401359273ffffffffffffffffffffffffffffffffffffffff841684036101485783835260248201359260ff841684036101485783602082015260448301359283604083015260648101359067ffffffffffffffff82116101485781019436602387011215610148576004860135966105d260248801946105c8368b88611467565b60608201526120b5565b6105db33611505565b9062278d0064ffffffffff4216019664ffffffffff8811610477576003546801000000000000000081101561044a5780600161061a92016003556113a6565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff00000000000000161760108a901b66ffffffffff00001617600117905560035460405163ffffffff91909116989094858a7f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60029964ffffffffff6107499860017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdd9e521660208701521693a35f8a815260046020526040902080547fffffffffffffffffffffff0000000000000000000000000000000000000000001673ffffffffffffffffffffffffffffffffffffffff959095169490941760a09190911b74ff000000000000000000000000000000000000000016178355565b600182015501930113156101485767ffffffffffffffff85116101485784360312610148576020936107858161077f8454611573565b846116f3565b5f601f82116001146107cf5781906107b39394955f926107bf575b50505f198260011b9260031b1c19161790565b90555b61041581611864565b01860160040135905086806107a0565b601f19821694835f52865f20915f5b87811061081d5750836001959697106107ff575b505050811b0190556107b6565b018601600401355f19600384901b60f8161c191690558580806107f2565b90928860018192826004888801010135815501940191016107de565b34610148575f60031936011261014857602063ffffffff60035416604051908152f35b346101485760406003193601126101485760043567ffffffffffffffff81116101485761088d9036906004016112fb565b602435610899336117b4565b906108a3826114cd565b50936108c260ff865460a01c16836108bc368886611467565b9161202a565b60028501946108d0866115c4565b602081519101206108e2368785611467565b6020815191012090818103610943575b867f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf92878761093e888260018a015561ffff604051948594855260406020860152169560408401916114ad565b0390a2005b815f52600260205260405f2054610aa9575f5260026020525f604081205585610a86575b5067ffffffffffffffff851161044a5761098b856109858854611573565b886116f3565b5f95601f86116001146109fb57600161093e939285926109e289807f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929b9c5f916109f0575b505f198260011b9260031b1c19161790565b90555b9293508796506108f2565b90508701358d6109d0565b601f198616815f5260205f20905f5b818110610a6e5750928592600192899a7f531c6414ed4dc33f9537121183ccd53d73874ac70506f17646504a5e9e3dbf929a61093e989710610a55575b5050828a811b0190556109e5565b5f1960f88d60031b161c19908701351690558a80610a47565b858a013583556020998a019960019093019201610a0a565b61ffff85169060018201809211610477575f52600260205260405f205586610967565b8387835f52600260205260405f20545f1981019081116104775761ffff610b036040519485947ff94f46bf0000000000000000000000000000000000000000000000000000000086526040600487015260448601916114ad565b911660248301520390fd5b346101485760406003193601126101485760206104fa610b2c611336565b610b34611359565b90611682565b346101485760206003193601126101485760043563ffffffff8116810361014857610b6490611864565b005b3461014857602060031936011261014857610bad610b826112ea565b60606080604051610b928161140c565b5f81525f60208201525f60408201525f83820152015261181c565b60405190610bba8261140c565b805473ffffffffffffffffffffffffffffffffffffffff8116835260ff6020840191818160a01c16835260a81c166040840190600381101561041d57815260ff610c12600260018601549560608801968752016115c4565b926080860193845273ffffffffffffffffffffffffffffffffffffffff604051966020885251166020870152511660408501525190600382101561041d57839261022f9260608501525160808401525160a08084015260c0830190611369565b3461014857604060031936011261014857610c8b611336565b610c9c610c96611359565b916117b4565b90610ca6826114cd565b505460ff8160a81c16600381101561041d57600103610d115760a01c811660ff1615610cdb5760208261ffff60405191168152f35b61ffff60ff927fbab727fb000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b61ffff837f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b346101485760206003193601126101485760043563ffffffff8116810361014857610da3905f60e0604051610d75816113ef565b8281528260208201528260408201528260608201528260808201528260a08201528260c08201520152611fd3565b60405190610db0826113ef565b80549160ff831691600583101561041d578361ffff808061010097818764ffffffffff82988b83526020830160ff8660081c161515815260e060016040860193858960101c1685528760c06060890198828c60381c168a52608081019b838160481c168d5260a082019e8f9160581c169052019d60681c168d5201549c019b8c52610e3e604051809e611329565b51151560208d0152511660408b01525116606089015251166080870152511660a0850152511660c08301525160e0820152f35b346101485760206003193601126101485760043567ffffffffffffffff811161014857610ea29036906004016112fb565b90610eae368383611467565b602081519101205f52600260205260405f2054918215610ee2575f1983018381116104775760209061ffff60405191168152f35b610f1f6040519283927f9a33ba010000000000000000000000000000000000000000000000000000000084526020600485015260248401916114ad565b0390fd5b34610148575f60031936011261014857602060405162278d008152f35b3461014857602060031936011261014857610f596112ea565b60ff610f648261181c565b5460a81c16600381101561041d576001036110a457610f8233611505565b9062278d0064ffffffffff42160164ffffffffff8111610477576003546801000000000000000081101561044a57806001610fc092016003556113a6565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff00001617600217905560035460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6107b69860028852168a8701521693a361106761038d8461138e565b50907fffffffffffffffffffffffffffffffffffffffffff0000ffffffffffffffffff6affff00000000000000000083549260481b169116179055565b61ffff907f6e27130d000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610148575f600319360112610148576020600554604051908152f35b346101485760206003193601126101485761110a6112ea565b60ff6111158261181c565b5460a81c16600381101561041d576002036112195761113333611505565b9062278d0064ffffffffff42160164ffffffffff8111610477576003546801000000000000000081101561044a5780600161117192016003556113a6565b5080547fffffffffffffffffffffffffffffffffffffffffffffff00000000000000ff0016603885901b68ffff000000000000001617601083901b66ffffffffff0000161760039081179091555460405163ffffffff919091169290837f0ec5e772ef841f5d059823e2f16fa05575f7c00cccaa388e38147acb6453a219604061ffff60209864ffffffffff6107b69860038852168a8701521693a361106761038d8461138e565b61ffff907f8953c342000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b34610148575f60031936011261014857602060405160408152f35b34610148575f600319360112610148576007546040805161ffff808416825260109390931c909216602083015290f35b34610148575f600319360112610148576020600654604051908152f35b34610148575f60031936011261014857602061ffff5f5416604051908152f35b34610148575f6003193601126101485780600260209252f35b6004359061ffff8216820361014857565b9181601f840112156101485782359167ffffffffffffffff8311610148576020838186019501011161014857565b90600582101561041d5752565b6004359073ffffffffffffffffffffffffffffffffffffffff8216820361014857565b6024359060ff8216820361014857565b90601f19601f602080948051918291828752018686015e5f8582860101520116010190565b63ffffffff5f199116019063ffffffff821161047757565b6003548110156113c25760035f5260205f209060011b01905f90565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b610100810190811067ffffffffffffffff82111761044a57604052565b60a0810190811067ffffffffffffffff82111761044a57604052565b6080810190811067ffffffffffffffff82111761044a57604052565b90601f601f19910116810190811067ffffffffffffffff82111761044a57604052565b92919267ffffffffffffffff821161044a57604051916114916020601f19601f8401160184611444565b829481845281830111610148578281602093845f960137010152565b601f8260209493601f1993818652868601375f8582860101520116010190565b5f548110156113c2575f8080526003919091027f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b61150e906117b4565b90611518826114cd565b505460ff8160a81c16600381101561041d57600103610d115760a01c6001161561153e57565b61ffff827fbab727fb000000000000000000000000000000000000000000000000000000005f5216600452600160245260445ffd5b90600182811c921680156115ba575b602083101461158d57565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602260045260245ffd5b91607f1691611582565b9060405191825f8254926115d784611573565b808452936001811690811561164257506001146115fe575b506115fc92500383611444565b565b90505f9291925260205f20905f915b8183106116265750509060206115fc928201015f6115ef565b602091935080600191548385890101520191019091849261160d565b602093506115fc9592507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff0091501682840152151560051b8201015f6115ef565b73ffffffffffffffffffffffffffffffffffffffff165f52600160205260405f205480156116ed575f198101908111610477576116be906114cd565b50549060ff8260a81c16600381101561041d5760011491826116df57505090565b60ff925060a01c1616151590565b50505f90565b919091601f8311611704575b505050565b81831161171057505050565b5f5260205f206020601f830160051c9210611749575b81601f9101920160051c03905f5b828110156116ff575f82820155600101611734565b5f9150611726565b8181029291811591840414171561047757565b61177260055480921661225c565b906002821015918261178357505090565b6117b091925061ffff6117a86117a260075493838560101c1690611751565b9461225c565b911690611751565b1090565b73ffffffffffffffffffffffffffffffffffffffff16805f52600160205260405f20549081156117f157505f1981019081116104775761ffff1690565b7fb641e756000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5f5461ffff8216908110156118395750611835906114cd565b5090565b7f99346e79000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b61186d33611505565b9061187781611fd3565b9081549060ff8260081c16611fa15764ffffffffff8260101c16804211611f6c5750600183019061ffff825495169460018082881c1614611f40576118f1929163ffffffff916001881b178093551694857f0f8c8045a003ecaf159f65f378bb8dc609614b8252d26001b2f112d73a7ce1d25f80a3611764565b156116ff5760ff6101007fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff00ff8316179182845516600581101561041d5760018103611cf557505050805f52600460205260405f2060405161195081611428565b815473ffffffffffffffffffffffffffffffffffffffff8116825260ff602083019160a01c168152611990600260018501549460408501958652016115c4565b90606083019182526119a1836120b5565b5f5492610100841015611ccd5761ffff84169373ffffffffffffffffffffffffffffffffffffffff8251169060ff84511691875191865193604051926119e68461140c565b83526020830190815260408301916001835260608401948552608084019586526801000000000000000081101561044a57806001611a2692015f556114cd565b939093611ca15751835491517fffffffffffffffffffffff00000000000000000000000000000000000000000090921673ffffffffffffffffffffffffffffffffffffffff919091161760a09190911b74ff0000000000000000000000000000000000000000161782555191600383101561041d576002927fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff75ff00000000000000000000000000000000000000000084549260a81b16911617825551600182015501905180519067ffffffffffffffff821161044a57611b1182611b0b8554611573565b856116f3565b602090601f8311600114611c3e57611b3e92915f9183611c335750505f198260011b9260031b1c19161790565b90555b6001840191828511610477577f08e29c541f6a9795cc5a6063cb0cd3baf06c4323f2dcbe7df387d50613e3e27f9373ffffffffffffffffffffffffffffffffffffffff611bd69260ff95828651165f5260016020528060405f2055835151611c18575b50519360018516611c00575b511696519051906040519485941684526020840152606060408401526060830190611369565b0390a35b7f7e99f008c28b8815200257e6c5fca5f923f80bcbfde5a170df5f820359905e445f80a2565b6001881b806005541760055560065417600655611bb0565b8351602081519101205f52600260205260405f20555f611ba4565b015190505f806107a0565b90601f19831691845f52815f20925f5b818110611c895750908460019594939210611c71575b505050811b019055611b41565b01515f1960f88460031b161c191690555f8080611c64565b92936020600181928786015181550195019301611c4e565b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7fadfab9d3000000000000000000000000000000000000000000000000000000005f5260045ffd5b60028103611dc85750505460481c61ffff16611d10816114cd565b5060ff815460a81c16600381101561041d57600103611d9c5775020000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161790556001811b19600554166005557fba31a434fe357ea80cb387255989c71a7c85691586755659b55386f07f58aa505f80a2611bda565b507f6e27130d000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b600303611eaa57505460481c61ffff16611de1816114cd565b5060ff815460a81c16600381101561041d57600203611e7e5760019075010000000000000000000000000000000000000000007fffffffffffffffffffff00ffffffffffffffffffffffffffffffffffffffffff8254161781555460a01c16611e6e575b7fb12d067ce8182337b0e81d04474aa259fa78d7ba45bb3b96f4534d7d2fec85e25f80a2611bda565b6001811b60055417600555611e45565b507f8953c342000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b7f920bc0b03678bf46c495677d76d82acc4dc3a64690c0f30d41703512ec694ef591611f389160581c6007547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000063ffff000061ffff841693169116171760075554604051918161ffff80859460681c169160581c168390929161ffff60209181604085019616845216910152565b0390a1611bda565b857f7523fc0e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b63ffffffff827f6deb5b22000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff907fcf7b2431000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b63ffffffff81168015801561201f575b611ff4575061038d6118359161138e565b7f281c5ffb000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506003548111611fe3565b9151909160408211906003161515811561209f575b5061207457501561204c57565b7f84424d49000000000000000000000000000000000000000000000000000000005f5260045ffd5b7f6335a88a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9050806120ad575b5f61203f565b5080156120a7565b73ffffffffffffffffffffffffffffffffffffffff8151168015612231575060208101805160ff8116908115908115612224575b506121f9575060ff9051169061210b604082015192606083019384519161202a565b73ffffffffffffffffffffffffffffffffffffffff8151165f52600160205260405f205490816121a35750508051602081519101205f52600260205260405f20549081612156575050565b515f19820191821161047757610b039161ffff6040519384937ff94f46bf000000000000000000000000000000000000000000000000000000008552604060048601526044850190611369565b5173ffffffffffffffffffffffffffffffffffffffff16905f1981019081116104775761ffff917f6f096251000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b7f0282eb92000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b60f091501615155f6120e9565b7fedef35c0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b90815f925b6122685750565b91600101915f1981019080821161047757168061226156fea26469706673582212205d497225bc6bfc26408456b100d869f460d951ec2919acc83642c82d3d60811064736f6c63430008250033",
} as const;
