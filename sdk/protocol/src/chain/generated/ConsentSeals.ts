// Generated from contracts/ConsentSeals.sol by `npm run generate`; do not edit.
export const ConsentSeals = {
  name: "ConsentSeals",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        },
        {
          "internalType": "contract ISignerCheck",
          "name": "signerCheck_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
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
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint256",
          "name": "index",
          "type": "uint256"
        }
      ],
      "name": "SealIndexInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "root",
          "type": "bytes32"
        },
        {
          "internalType": "uint32",
          "name": "size",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "SealInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "site",
          "type": "uint16"
        },
        {
          "internalType": "uint16",
          "name": "caller",
          "type": "uint16"
        }
      ],
      "name": "SealNotYours",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "index",
          "type": "uint32"
        }
      ],
      "name": "SealProofInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        }
      ],
      "name": "SealUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "index",
          "type": "uint32"
        }
      ],
      "name": "SealedAlreadyRevoked",
      "type": "error"
    },
    {
      "inputs": [
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
      "name": "SealedDeadlinePassed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "index",
          "type": "uint32"
        }
      ],
      "name": "SealedSignatureInvalid",
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
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "sealId",
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
          "name": "root",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "uint32",
          "name": "size",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "ConsentsSealed",
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
          "name": "sealId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "uint32",
          "name": "word",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "uint256",
          "name": "bits",
          "type": "uint256"
        },
        {
          "indexed": false,
          "internalType": "bool",
          "name": "byPatient",
          "type": "bool"
        }
      ],
      "name": "SealedConsentsRevoked",
      "type": "event"
    },
    {
      "inputs": [],
      "name": "SIZE_MAX",
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
          "name": "sealId",
          "type": "uint32"
        },
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint32",
              "name": "index",
              "type": "uint32"
            },
            {
              "internalType": "bytes32",
              "name": "keyHash",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "basis",
              "type": "uint8"
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
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "salt",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IConsentSeals.Leaf",
          "name": "leaf",
          "type": "tuple"
        },
        {
          "internalType": "bytes32[]",
          "name": "proof",
          "type": "bytes32[]"
        },
        {
          "internalType": "uint40",
          "name": "deadline",
          "type": "uint40"
        },
        {
          "internalType": "bytes",
          "name": "signer",
          "type": "bytes"
        },
        {
          "internalType": "bytes",
          "name": "signature",
          "type": "bytes"
        }
      ],
      "name": "forceRevocation",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint32",
              "name": "index",
              "type": "uint32"
            },
            {
              "internalType": "bytes32",
              "name": "keyHash",
              "type": "bytes32"
            },
            {
              "internalType": "uint8",
              "name": "basis",
              "type": "uint8"
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
              "internalType": "uint40",
              "name": "from",
              "type": "uint40"
            },
            {
              "internalType": "uint40",
              "name": "until",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "textDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "salt",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IConsentSeals.Leaf",
          "name": "leaf",
          "type": "tuple"
        },
        {
          "internalType": "bytes32[]",
          "name": "proof",
          "type": "bytes32[]"
        }
      ],
      "name": "isSealed",
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
          "name": "sealId",
          "type": "uint32"
        },
        {
          "components": [
            {
              "internalType": "uint32",
              "name": "word",
              "type": "uint32"
            },
            {
              "internalType": "uint256",
              "name": "bits",
              "type": "uint256"
            }
          ],
          "internalType": "struct IConsentSeals.Revocation[]",
          "name": "revocations",
          "type": "tuple[]"
        }
      ],
      "name": "revokeSealed",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "offset",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "limit",
          "type": "uint32"
        }
      ],
      "name": "revokedWords",
      "outputs": [
        {
          "internalType": "uint256[]",
          "name": "words",
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
          "name": "sealId",
          "type": "uint32"
        }
      ],
      "name": "sealAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "root",
              "type": "bytes32"
            },
            {
              "internalType": "uint16",
              "name": "site",
              "type": "uint16"
            },
            {
              "internalType": "uint32",
              "name": "size",
              "type": "uint32"
            },
            {
              "internalType": "uint40",
              "name": "sealedBlock",
              "type": "uint40"
            }
          ],
          "internalType": "struct IConsentSeals.Seal",
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
          "internalType": "bytes32",
          "name": "root",
          "type": "bytes32"
        },
        {
          "internalType": "uint32",
          "name": "size",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "sealConsents",
      "outputs": [
        {
          "internalType": "uint32",
          "name": "sealId",
          "type": "uint32"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "sealCount",
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
      "name": "signerCheck",
      "outputs": [
        {
          "internalType": "contract ISignerCheck",
          "name": "",
          "type": "address"
        }
      ],
      "stateMutability": "view",
      "type": "function"
    }
  ],
  bytecode:
    "0x6101a080604052346101f0576040816117eb803803809161002082856101f4565b8339810103126101f0578051906001600160a01b03821682036101f05760200151906001600160a01b03821682036101f0576040516100606040826101f4565b600f815260208101906e436f6e73696c69756d205365616c7360881b82526040519161008d6040846101f4565b600183526020830191603160f81b83526100a681610217565b610120526100b384610217565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261011c60c0826101f4565b5190206080523060c0526101605261018052600254680100000000000000008110156101dc5760018101908160025510156101c85760025f52604051611568908161028382396080518161144f015260a0518161150c015260c05181611420015260e0518161149e015261010051816114c4015261012051816109060152610140518161093201526101605181818161087301526110610152610180518181816103ca0152610a030152f35b634e487b7160e01b5f52603260045260245ffd5b634e487b7160e01b5f52604160045260245ffd5b5f80fd5b601f909101601f19168101906001600160401b038211908210176101dc57604052565b601f815111610242576020815191015160208210610233571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c908163726804ab14610ca65750806375b8341414610af757806377b1df5b14610a2757806380023623146109d757806384b0196e146108ee57806391629a8c146108975780639ad1876514610847578063b5cf624b146107a1578063e1c9be8014610783578063e7c8e7c8146105345763fa088ce114610095575f80fd5b34610439576101e0600319360112610439576100af610cf1565b6101407fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc360112610439576101643567ffffffffffffffff8111610439576100fb903690600401610d17565b610184359164ffffffffff8316809303610439576101a43567ffffffffffffffff811161043957610130903690600401610dbe565b6101c49291923567ffffffffffffffff811161043957610157610168913690600401610dbe565b959093610163896110ce565b611234565b156104f4578442116104bd576101b361017f610e29565b8760019163ffffffff8392165f52600360205260405f2062ffffff8260081c165f5260205260ff60405f205491161c161490565b61047d5760426101c1610e29565b9560405160208101917f5110aae0c2542f41fdb3c8203bd60fe540650fbbff8852272b12c7933ab7882d835263ffffffff808b16998a604085015216606083015260808201526080815261021660a082610e58565b519020610221611409565b90604051917f1901000000000000000000000000000000000000000000000000000000000000835260028301526022820152209367ffffffffffffffff821161045057604051610299601f84017fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe01660200182610e58565b8281526020810190368487011161043957838683375f602085830101525190206064351494851595610337575b50505050506102f9576102f78262ffffff6102df610e29565b60081c16600160ff6102ef610e29565b161b916111b0565b005b63ffffffff90610307610e29565b907f07533d23000000000000000000000000000000000000000000000000000000005f526004521660245260445ffd5b9091929394506024359061ffff821692838303610439576020956103b1935061039a60405198899788977f572a0fe50000000000000000000000000000000000000000000000000000000089526004890152608060248901526084880191610fd3565b926044860152600319858403016064860152610fd3565b038173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610445575f91610406575b50155f808080806102c6565b90506020813d60201161043d575b8161042160209383610e58565b8101031261043957518015158103610439575f6103fa565b5f80fd5b3d9150610414565b6040513d5f823e3d90fd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b63ffffffff868161048c610e29565b917fd1fc4d99000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b847f506e4591000000000000000000000000000000000000000000000000000000005f5260045264ffffffffff421660245260445ffd5b63ffffffff8681610503610e29565b917f8b4526d6000000000000000000000000000000000000000000000000000000005f52166004521660245260445ffd5b3461043957606060031936011261043957600435610550610d04565b9060443561055c611011565b82158015610775575b8015610762575b80156106f1575b80156106e9575b6106af576002549063ffffffff8216936040519061059782610e3c565b80825261ffff6020830193169485845263ffffffff604084019816808952606084019564ffffffffff4316875268010000000000000000811015610450578060016105e59201600255610fb7565b95909561068357602099899761ffff60017f21181a6e7673fb1b12e4a3aae5ff9f5789358b1accba98e3d020fc079102934f99606099518155019351167fffffffffffffffffffffffffffffffffffffffffff00000000000000000000006affffffffff00000000000065ffffffff00008654955160101b16935160301b1693161717179055604051928352888301526040820152a3604051908152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f525f60045260245ffd5b509163ffffffff917f2a4e1867000000000000000000000000000000000000000000000000000000005f526004521660245260445260645ffd5b50811561057a565b507fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff63ffffffff85160163ffffffff811161073557841663ffffffff161515610573565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b50630100000063ffffffff85161161056c565b5063ffffffff841615610565565b34610439575f60031936011261043957602060405163010000008152f35b346104395760206003193601126104395760806107e46107bf610cf1565b5f60606040516107ce81610e3c565b82815282602082015282604082015201526110ce565b64ffffffffff6040516107f681610e3c565b63ffffffff600184549485845201549161ffff6020820181851681528560606040850194868860101c168652019560301c168552604051968752511660208601525116604084015251166060820152f35b34610439575f60031936011261043957602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610439576060600319360112610439576108b0610cf1565b6108b8610d04565b9060443563ffffffff81168103610439576108ea926108d692610eb1565b604051918291602083526020830190610d8b565b0390f35b34610439575f600319360112610439576109a961092a7f00000000000000000000000000000000000000000000000000000000000000006113b2565b6108ea6109567f00000000000000000000000000000000000000000000000000000000000000006113b2565b6109b760405191610968602084610e58565b5f83525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e0602088015260e0870190610d48565b908582036040870152610d48565b904660608501523060808501525f60a085015283820360c0850152610d8b565b34610439575f60031936011261043957602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346104395761018060031936011261043957610a41610cf1565b6101407fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc36011261043957610164359067ffffffffffffffff821161043957610a9d610a936020933690600401610d17565b90610163846110ce565b9081610aaf575b506040519015158152f35b610af09150610abc610e29565b9060019163ffffffff8392165f52600360205260405f2062ffffff8260081c165f5260205260ff60405f205491161c161490565b1582610aa4565b3461043957604060031936011261043957610b10610cf1565b6024359067ffffffffffffffff8211610439573660238301121561043957816004013567ffffffffffffffff8111610439576024830192602436918360061b01011161043957610b5e611011565b6001610b69846110ce565b01549061ffff808316911690818103610c6e5784868563ffffffff8660101c16925f936101008110945b838110610b9c57005b610ba7818587610dec565b3563ffffffff81168103610439576020610bc2838789610dec565b01359064ffffffff008160081b1684811015610c3957508780610c2e575b610bf85760019291610bf29186611127565b01610b93565b8363ffffffff867f631b36e0000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b5081841c1515610be0565b63ffffffff867f631b36e0000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b63ffffffff857f251b3680000000000000000000000000000000000000000000000000000000005f521660045260245260445260645ffd5b34610439575f60031936011261043957600254907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff82019182116107355763ffffffff602092168152f35b6004359063ffffffff8216820361043957565b6024359063ffffffff8216820361043957565b9181601f840112156104395782359167ffffffffffffffff8311610439576020808501948460051b01011161043957565b907fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0601f602080948051918291828752018686015e5f8582860101520116010190565b90602080835192838152019201905f5b818110610da85750505090565b8251845260209384019390920191600101610d9b565b9181601f840112156104395782359167ffffffffffffffff8311610439576020838186019501011161043957565b9190811015610dfc5760061b0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b60443563ffffffff811681036104395790565b6080810190811067ffffffffffffffff82111761045057604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761045057604052565b67ffffffffffffffff81116104505760051b60200190565b919063ffffffff6001610ec3856110ce565b015460101c1660ff81018091116107355763ffffffff9060081c91169181831015610fae578282039182116107355763ffffffff169080821015610fa5575092915b7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0610f48610f3286610e99565b95610f406040519788610e58565b808752610e99565b0136602086013763ffffffff16835f5b8551811015610f9e57825f52600360205260405f20818501808611610735575f5260205260405f2054908651811015610dfc5760019160208260051b8901015201610f58565b5093505050565b90509291610f05565b50505050606090565b600254811015610dfc5760025f5260205f209060011b01905f90565b601f82602094937fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe093818652868601375f8582860101520116010190565b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526001602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610445575f91611094575090565b90506020813d6020116110c6575b816110af60209383610e58565b81010312610439575161ffff811681036104395790565b3d91506110a2565b63ffffffff81168015801561111b575b6110f057506110ec90610fb7565b5090565b7fd4d0e56a000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b506002548110156110de565b63ffffffff1691825f52600360205263ffffffff60405f20921691825f5260205260405f2054908119169182156111aa57827f6b157e55f5748de4930ca177ed2040bd66531b1683ced5f588afb1fed902b2f493606093865f52600360205260405f20845f526020521760405f205560405191825260208201525f6040820152a2565b50505050565b63ffffffff1691825f52600360205263ffffffff60405f20921691825f5260205260405f2054908119169182156111aa57827f6b157e55f5748de4930ca177ed2040bd66531b1683ced5f588afb1fed902b2f493606093865f52600360205260405f20845f526020521760405f2055604051918252602082015260016040820152a2565b9060243561ffff8116908181036104395750600183015461ffff811682149081159161138b575b50611383576040516020810191825260443563ffffffff8116809103610439576040820152606435606082015260843560ff811680910361043957608082015260a43560ff81168091036104395760a082015260c43563ffffffff81168091036104395760c082015260e43564ffffffffff81168091036104395760e08201526101043564ffffffffff8116809103610439576101008201526101243561012082015261014435610140820152610140815261131961016082610e58565b5190206040516020810191825260208152611335604082610e58565b51902091545f925b8484101561137b578360051b830135908181105f1461136a575f52602052600160405f205b93019261133d565b905f52602052600160405f20611362565b149392505050565b505050505f90565b905060443563ffffffff8116918282036104395763ffffffff915060101c1611155f61125b565b60ff811690601f82116113e157604051916113ce604084610e58565b6020808452838101919036833783525290565b7fb3512b0c000000000000000000000000000000000000000000000000000000005f5260045ffd5b73ffffffffffffffffffffffffffffffffffffffff7f000000000000000000000000000000000000000000000000000000000000000016301480611509575b15611471577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261150360c082610e58565b51902090565b507f0000000000000000000000000000000000000000000000000000000000000000461461144856fea26469706673582212201e2bef0fab577ee45108f5655fc6354ff1763020bf4729846fde7c791d31990064736f6c63430008250033",
} as const;
