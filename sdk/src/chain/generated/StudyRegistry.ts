// Generated from contracts/StudyRegistry.sol by `npm run generate`; do not edit.
export const StudyRegistry = {
  name: "StudyRegistry",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "GrantInvalid",
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
        }
      ],
      "name": "GrantNotLive",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "StudyAlreadyPublished",
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
          "internalType": "bytes32",
          "name": "published",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "approved",
          "type": "bytes32"
        }
      ],
      "name": "StudyDigestMismatch",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        }
      ],
      "name": "StudyDigestUnknown",
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
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "term",
          "type": "bytes32"
        },
        {
          "internalType": "uint256",
          "name": "value",
          "type": "uint256"
        }
      ],
      "name": "StudyTermInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "StudyUnknown",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
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
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "indexed": false,
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "AccessGranted",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "AccessWithdrawn",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "sponsor",
          "type": "uint16"
        },
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "studyDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            }
          ],
          "indexed": false,
          "internalType": "struct IStudyRegistry.StudyTerms",
          "name": "terms",
          "type": "tuple"
        }
      ],
      "name": "StudyPublished",
      "type": "event"
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
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        },
        {
          "internalType": "uint40",
          "name": "until",
          "type": "uint40"
        },
        {
          "internalType": "uint32",
          "name": "roundCap",
          "type": "uint32"
        }
      ],
      "name": "grantAccess",
      "outputs": [],
      "stateMutability": "nonpayable",
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
      "name": "grantOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "roundCap",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "grantedBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "withdrawnBlock",
              "type": "uint40"
            }
          ],
          "internalType": "struct IStudyRegistry.AccessGrant",
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
      "name": "isGrantLive",
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
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "sites",
          "type": "uint256"
        }
      ],
      "name": "liveRoundCaps",
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
          "components": [
            {
              "internalType": "bytes32",
              "name": "studyDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            }
          ],
          "internalType": "struct IStudyRegistry.StudyTerms",
          "name": "terms",
          "type": "tuple"
        }
      ],
      "name": "publish",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
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
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        }
      ],
      "name": "requireLiveGrant",
      "outputs": [],
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
          "internalType": "uint256",
          "name": "sites",
          "type": "uint256"
        }
      ],
      "name": "roundCaps",
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
        }
      ],
      "name": "studyAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "studyDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "purpose",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "categories",
              "type": "uint32"
            },
            {
              "internalType": "uint8",
              "name": "minSites",
              "type": "uint8"
            },
            {
              "internalType": "uint32",
              "name": "maxRounds",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "expiresAt",
              "type": "uint40"
            },
            {
              "internalType": "uint32",
              "name": "maxCommitSpan",
              "type": "uint32"
            },
            {
              "internalType": "uint16",
              "name": "sponsor",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "publishedBlock",
              "type": "uint40"
            }
          ],
          "internalType": "struct IStudyRegistry.Study",
          "name": "",
          "type": "tuple"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "studyCount",
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
          "internalType": "bytes32",
          "name": "studyDigest",
          "type": "bytes32"
        }
      ],
      "name": "studyIdOf",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "studyId",
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
      "name": "withdrawAccess",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x60a034607457601f61189038819003918201601f19168301916001600160401b03831184841017607857808492602094604052833981010312607457516001600160a01b0381168103607457608052604051611803908161008d823960805181818161063e015281816106c301526116a40152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c80631ce1ff4d1461139a578063319cf57c14611238578063329ba7a9146110065780633647ac0c14610eee5780634d97ed8e14610e4657806369bf3f6914610de25780637b242f35146106625780639ad1876514610612578063b084f0c2146103cd578063cb33bdb514610310578063db8ac8e2146100c35763e455fa5a1461009d575f80fd5b346100bf575f6003193601126100bf57602063ffffffff5f5416604051908152f35b5f80fd5b346100bf5760406003193601126100bf576100dc6114b5565b6024356100e882611711565b9163ffffffff60018394015460301c16825f935b6102f157507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061014461012e85611774565b9461013c604051968761156e565b808652611774565b013660208501378363ffffffff5f9316945b61016c576040518061016886826114c8565b0390f35b6001811901811661ffff806fffffffffffffffffffffffffffffffff831160071b67ffffffffffffffff84821c1160061b1763ffffffff84821c1160051b178184821c1160041b1760ff84821c1160031b17600f84821c1160021b17885f5260026020527d01010202020203030303030303030000000000000000000000000000000060405f2094821c1a1716165f5260205263ffffffff60405f206040519061021582611552565b549064ffffffffff82168152606064ffffffffff6020830193858160281c168552818160481c16604085015260701c1691015251168281105f146102ea575b84518410156102bd5763ffffffff1660208460051b860101525f198101908082116102905716935f198314610290576001859301929094610156565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5081610254565b9260019094929401925f198101908082116102905716809492946100fc565b346100bf5763ffffffff61032336611507565b91905f606060405161033481611552565b828152826020820152826040820152015261034e81611711565b50165f52600260205261ffff60405f2091165f52602052608060405f2064ffffffffff6040519161037e83611552565b54818082169384815263ffffffff60208201818560281c1681528360606040850194828860481c168652019560701c168552604051968752511660208601525116604084015251166060820152f35b346100bf5760806003193601126100bf576103e66114b5565b602435906044359164ffffffffff83168093036100bf5760643563ffffffff81168091036100bf57610416611654565b9161042084611711565b9081548181036105da5750506001015460501c64ffffffffff16428111156105a5575042841180159061059d575b61056e5761ffff7f27eb709b0b6169ad1cf26a84ef2f45d71ad212edc090810b153ccb39fdf011ba9260409261055f845161048881611552565b88815264ffffffffff6020820198848a52878301998243168b5263ffffffff60608501925f8452169a8b5f526002602052895f208989165f52602052838a5f209551167fffffffffffffffffffffffffffffffffffff00000000000000000000000000006dffffffffff00000000000000000068ffffffff00000000008854955160281b16935160481b169316171717835551167fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff72ffffffffff000000000000000000000000000083549260701b169116179055565b835196875260208701521693a3005b837f39449836000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50801561044e565b63ffffffff847fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff867f63e98d12000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b346100bf575f6003193601126100bf57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100bf5760e06003193601126100bf576040517f6925da90000000000000000000000000000000000000000000000000000000008152336004820152600a602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610dd7575f91610d9a575b50600435908115610d4a5760ff6107086115af565b1615610cfa5763ffffffff61071b6115cf565b1615610caa57600260ff61072d6115bf565b1610610c505763ffffffff6107406115e2565b1615610c005761074e611608565b64ffffffffff4291161115610ba25763ffffffff61076a6115f5565b1615610b5257815f52600160205263ffffffff60405f20541680610b2357506107916115af565b6107996115cf565b6107a16115bf565b926107aa6115e2565b906107b3611608565b6107bb6115f5565b90604051936107c985611535565b88855260ff602086019716875263ffffffff604086019616865260ff606086019816885263ffffffff608086019116815264ffffffffff60a086019216825263ffffffff60c086019316835261ffff60e0860194169788855261010086019564ffffffffff431687525f5468010000000000000000811015610af65780600161085492015f5561161c565b919091610aca57518155600101975160ff168854975160081b64ffffffff0016915160281b65ff000000000016925160301b69ffffffff00000000000016935160501b6effffffffff0000000000000000000016945160781b72ffffffff00000000000000000000000000000016955160981b74ffff0000000000000000000000000000000000000016965160a81b79ffffffffff00000000000000000000000000000000000000000016977fffffffffffffffffffffffffffffffffffffffffffffffffffff00000000000016177fffffffffffffffffffffffffffffffffffffffffffff00000000ffffffffffff16177fffffffffffffffffffffffffffffffffff0000000000ffffffffffffffffffff16177fffffffffffffffffffffffffff00000000ffffffffffffffffffffffffffffff16177fffffffffffffffffffffff0000ffffffffffffffffffffffffffffffffffffff16177fffffffffffff0000000000ffffffffffffffffffffffffffffffffffffffffff1617171790555f5463ffffffff1690825f52600160205260405f208281547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff00000000161790556040519280845260243560ff81168091036100bf57602085015260443563ffffffff81168091036100bf57604085015260643560ff81168091036100bf57606085015260843563ffffffff81168091036100bf57608085015260a43564ffffffffff81168091036100bf5760a085015260c43563ffffffff81168091036100bf577f1fada1850e2d1caf7b220a32ee46b22015dd56eed5a8eadcc898c111a33ff86e60e086869360c06020990152a4604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b827fe031c79a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178436f6d6d69745370616e000000000000000000000000000000000000006004525f60245260445ffd5b64ffffffffff610bb0611608565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f65787069726573417400000000000000000000000000000000000000000000006004521660245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d6178526f756e647300000000000000000000000000000000000000000000006004525f60245260445ffd5b60ff610c5a6115bf565b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f6d696e53697465730000000000000000000000000000000000000000000000006004521660245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f63617465676f72696573000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f707572706f7365000000000000000000000000000000000000000000000000006004525f60245260445ffd5b7f06c930cc000000000000000000000000000000000000000000000000000000005f527f73747564794469676573740000000000000000000000000000000000000000006004525f60245260445ffd5b90506020813d602011610dcf575b81610db56020938361156e565b810103126100bf575161ffff811681036100bf57816106f3565b3d9150610da8565b6040513d5f823e3d90fd5b346100bf5760206003193601126100bf57600435805f52600160205263ffffffff60405f2054168015610e1a57602090604051908152f35b507fbd36e9a1000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b346100bf57610e5436611507565b9064ffffffffff6001610e6683611711565b015460501c1642109081610e82575b6020826040519015158152f35b63ffffffff9150165f52600260205261ffff60405f2091165f526020526020610ee860405f2064ffffffffff60405191610ebb83611552565b54818116835263ffffffff8160281c1685840152818160481c16604084015260701c16606082015261178c565b82610e75565b346100bf57610efc36611507565b9064ffffffffff6001610f0e83611711565b015460501c16421015610fba5763ffffffff1690815f52600260205260405f2061ffff82165f52602052610f8060405f2064ffffffffff60405191610f5283611552565b54818116835263ffffffff8160281c166020840152818160481c16604084015260701c16606082015261178c565b15610f8757005b61ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b63ffffffff64ffffffffff6001610fd084611711565b015460501c16917fe58c59d5000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b346100bf5760406003193601126100bf5761101f6114b5565b602435600161102d83611711565b0164ffffffffff815460501c16428111156105a557509163ffffffff82935460301c16825f935b61121957507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe061108661012e85611774565b013660208501378363ffffffff5f9316945b6110aa576040518061016886826114c8565b61ffff600182190182167d0101020202020303030303030303000000000000000000000000000000006fffffffffffffffffffffffffffffffff821160071b67ffffffffffffffff83821c1160061b1763ffffffff83821c1160051b178383821c1160041b1760ff83821c1160031b17600f83821c1160021b1791821c1a1716855f52600260205260405f2061ffff82165f5260205260405f20906111916040519261115584611552565b549264ffffffffff8416815264ffffffffff602082019463ffffffff8160281c168652818160481c16604084015260701c16606082015261178c565b156111ea57505163ffffffff16828110156111e3575b84518410156102bd5763ffffffff1660208460051b860101525f198101908082116102905716935f198314610290576001859301929094611098565b50816111a7565b867ff0956c3a000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b9260019094929401925f19810190808211610290571680949294611054565b346100bf5760206003193601126100bf576112516114b5565b60405161125d81611535565b5f8152602081015f9052604081015f9052606081015f9052608081015f905260a081015f905260c081015f905260e081015f9052610100015f90526112a190611711565b6040516112ad81611535565b81549182825260010154906020810160ff83168152604082018360081c63ffffffff168152606083018460281c60ff16815260808401908560301c63ffffffff16825260a08501928660501c64ffffffffff16845260c08601948760781c63ffffffff16865260e08701968860981c61ffff168852610100019760a81c64ffffffffff1688526040519889525160ff1660208901525163ffffffff1660408801525160ff1660608701525163ffffffff1660808601525164ffffffffff1660a08501525163ffffffff1660c08401525161ffff1660e08301525164ffffffffff1661010082015261012090f35b346100bf5760206003193601126100bf576113b36114b5565b63ffffffff6113c0611654565b916113ca81611711565b501690815f52600260205260405f2061ffff82165f5260205260405f20805464ffffffffff8160481c16159081156114a1575b5061146d5780547fffffffffffffffffffffffffff0000000000ffffffffffffffffffffffffffff164360701b72ffffffffff00000000000000000000000000001617905561ffff16907fd11ad23d5972764be59272269170bb65a03509a42f907959b299c3d5a051d9ff5f80a3005b5061ffff917ff0956c3a000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b64ffffffffff915060701c161515846113fd565b6004359063ffffffff821682036100bf57565b60206040818301928281528451809452019201905f5b8181106114eb5750505090565b825163ffffffff168452602093840193909201916001016114de565b60031960409101126100bf5760043563ffffffff811681036100bf579060243561ffff811681036100bf5790565b610120810190811067ffffffffffffffff821117610af657604052565b6080810190811067ffffffffffffffff821117610af657604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff821117610af657604052565b60243560ff811681036100bf5790565b60643560ff811681036100bf5790565b60443563ffffffff811681036100bf5790565b60843563ffffffff811681036100bf5790565b60c43563ffffffff811681036100bf5790565b60a43564ffffffffff811681036100bf5790565b5f548110156102bd575f80805260019190911b7f290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e5630191565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610dd7575f916116d7575090565b90506020813d602011611709575b816116f26020938361156e565b810103126100bf575161ffff811681036100bf5790565b3d91506116e5565b63ffffffff168015801561176a575b61173f575f190163ffffffff81116102905761173b9061161c565b5090565b7fbaa539ed000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b505f548111611720565b67ffffffffffffffff8111610af65760051b60200190565b64ffffffffff604082015116151590816117b9575b816117aa575090565b64ffffffffff91505116421090565b606081015164ffffffffff161591506117a156fea26469706673582212208f55175283c12a2c9a3eae7fe9e621acf6d0e8d8470893b4b3433ab3cdb66c0f64736f6c63430008250033",
} as const;
