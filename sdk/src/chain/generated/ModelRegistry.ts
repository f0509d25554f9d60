// Generated from contracts/ModelRegistry.sol by `npm run generate`; do not edit.
export const ModelRegistry = {
  name: "ModelRegistry",
  abi: [
    {
      "inputs": [
        {
          "internalType": "contract IConsortium",
          "name": "consortium_",
          "type": "address"
        },
        {
          "internalType": "contract IRoundLedger",
          "name": "roundLedger_",
          "type": "address"
        }
      ],
      "stateMutability": "nonpayable",
      "type": "constructor"
    },
    {
      "inputs": [
        {
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "AttestationInvalid",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "ModelAlreadyVoted",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "ModelDisputed",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "wanted",
          "type": "uint8"
        }
      ],
      "name": "ModelStageWrong",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "ModelUnknown",
      "type": "error"
    },
    {
      "inputs": [
        {
          "internalType": "address",
          "name": "caller",
          "type": "address"
        }
      ],
      "name": "NotTheLedger",
      "type": "error"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "by",
          "type": "uint16"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "ModelAttested",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        },
        {
          "indexed": false,
          "internalType": "bytes32",
          "name": "parentDigest",
          "type": "bytes32"
        },
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        }
      ],
      "name": "ModelRegistered",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": false,
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        }
      ],
      "name": "ModelStageChanged",
      "type": "event"
    },
    {
      "anonymous": false,
      "inputs": [
        {
          "indexed": true,
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "indexed": true,
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        },
        {
          "indexed": true,
          "internalType": "uint16",
          "name": "voter",
          "type": "uint16"
        }
      ],
      "name": "ModelVoted",
      "type": "event"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "kind",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "evidenceDigest",
          "type": "bytes32"
        }
      ],
      "name": "attest",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "attestationsOf",
      "outputs": [
        {
          "components": [
            {
              "internalType": "uint16",
              "name": "by",
              "type": "uint16"
            },
            {
              "internalType": "uint40",
              "name": "blockNumber",
              "type": "uint40"
            },
            {
              "internalType": "bytes32",
              "name": "kind",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "evidenceDigest",
              "type": "bytes32"
            }
          ],
          "internalType": "struct IModelRegistry.Attestation[]",
          "name": "",
          "type": "tuple[]"
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
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "deploy",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [
        {
          "internalType": "uint32",
          "name": "modelId",
          "type": "uint32"
        }
      ],
      "name": "modelAt",
      "outputs": [
        {
          "components": [
            {
              "internalType": "bytes32",
              "name": "modelDigest",
              "type": "bytes32"
            },
            {
              "internalType": "bytes32",
              "name": "parentDigest",
              "type": "bytes32"
            },
            {
              "internalType": "uint32",
              "name": "studyId",
              "type": "uint32"
            },
            {
              "internalType": "enum IModelRegistry.Stage",
              "name": "stage",
              "type": "uint8"
            },
            {
              "internalType": "uint40",
              "name": "registeredBlock",
              "type": "uint40"
            },
            {
              "internalType": "uint256",
              "name": "approvalVotes",
              "type": "uint256"
            },
            {
              "internalType": "uint256",
              "name": "retirementVotes",
              "type": "uint256"
            }
          ],
          "internalType": "struct IModelRegistry.Model",
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
          "name": "modelDigest",
          "type": "bytes32"
        }
      ],
      "name": "modelsWithDigest",
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
          "name": "roundId",
          "type": "uint32"
        },
        {
          "internalType": "uint32",
          "name": "studyId",
          "type": "uint32"
        },
        {
          "internalType": "bytes32",
          "name": "modelDigest",
          "type": "bytes32"
        },
        {
          "internalType": "bytes32",
          "name": "parentDigest",
          "type": "bytes32"
        }
      ],
      "name": "register",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    },
    {
      "inputs": [],
      "name": "roundLedger",
      "outputs": [
        {
          "internalType": "contract IRoundLedger",
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
          "name": "modelId",
          "type": "uint32"
        },
        {
          "internalType": "enum IModelRegistry.Stage",
          "name": "stage",
          "type": "uint8"
        }
      ],
      "name": "vote",
      "outputs": [],
      "stateMutability": "nonpayable",
      "type": "function"
    }
  ],
  bytecode:
    "0x60c0346100b657601f61129f38819003918201601f19168301916001600160401b038311848410176100ba5780849260409485528339810103126100b6578051906001600160a01b03821682036100b65760200151906001600160a01b03821682036100b65760805260a0526040516111d090816100cf8239608051818181610623015281816106a301528181610aeb015261112d015260a0518181816104200152818161094f01528181610cbf0152610d7c0152f35b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c806308d23bd814610e965780635ce564f414610ce357806363aa596f14610c935780637804aa3f14610a795780639767fb72146106475780639ad18765146105f75780639b2f98ce146103d6578063c8f5cb62146102a25763fd33cd121461007c575f80fd5b3461029e57602060031936011261029e576004355f52600160205260405f2060405190818260208354928381520180935f5260205f20925f905b8060078301106102175761010f945491818110610200575b8181106101e7575b8181106101cd575b8181106101b3575b818110610199575b81811061017f575b818110610165575b10610157575b50939293038261102a565b604051918291602083019060208452518091526040830191905f5b818110610138575050500390f35b825163ffffffff1684528594506020938401939092019160010161012a565b60e01c81526020015f610104565b92602060019163ffffffff8560c01c1681520193016100fe565b92602060019163ffffffff8560a01c1681520193016100f6565b92602060019163ffffffff8560801c1681520193016100ee565b92602060019163ffffffff8560601c1681520193016100e6565b92602060019163ffffffff8560401c1681520193016100de565b92602060019163ffffffff85831c1681520193016100d6565b92602060019163ffffffff851681520193016100ce565b916008919350610100600191865463ffffffff8116825263ffffffff8160201c16602083015263ffffffff8160401c16604083015263ffffffff8160601c16606083015263ffffffff8160801c16608083015263ffffffff8160a01c1660a083015263ffffffff8160c01c1660c083015260e01c60e08201520194019201859293916100b6565b5f80fd5b3461029e57602060031936011261029e576102f56102be610fc4565b5f60c06040516102cd8161100e565b8281528260208201528260408201528260608201528260808201528260a08201520152611083565b6040516103018161100e565b81548152600182015460208201908152600283015492604083019363ffffffff8116855260ff8160201c1690606085019560058310156103a9578663ffffffff6103949264ffffffffff9560e09a528560808a019560281c168552600460038801549760a08b0198895201549760c08a0198895260405199518a525160208a015251166040880152516060870190610fe5565b511660808401525160a08301525160c0820152f35b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b3461029e57608060031936011261029e576103ef610fc4565b6024359063ffffffff821680920361029e57604435906064359073ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001633036105cb5763ffffffff1690815f525f602052600260405f2084815582600182015501847fffffffffffffffffffffffffffffffffffffffffffffffffffffffff000000008254161781556401000000007fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff82541617815580547fffffffffffffffffffffffffffffffffffffffffffff0000000000ffffffffff69ffffffffff00000000004360281b169116179055825f52600160205260405f208054916801000000000000000083101561059e5760018301808355831015610571577feee582a89fa32ac7a34857ca76435b7527780a9241b83f291c71dc92f700cf09926020925f52825f208160031c019060e082549160051b169063ffffffff87831b921b1916179055604051908152a4005b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b7f93274b20000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b3461029e575f60031936011261029e57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461029e57604060031936011261029e57610660610fc4565b60243560058110801561029e576040517f6925da9000000000000000000000000000000000000000000000000000000000815233600482015260016024820152927f000000000000000000000000000000000000000000000000000000000000000073ffffffffffffffffffffffffffffffffffffffff16602085604481845afa948515610873575f95610a3a575b506106f982611083565b91600285149081610a1b575b60048614806109fd575b821590816109f4575b506109a45781806108ff575b6108cd5781156108bf5761ffff6003850154975b1696600180828a1c16146108895763ffffffff6020939260249260018b1b17935f1461087e578360038801555b169760405194859384928a8c7f1cad4552ea37bb0e942d60ce38215e9c94d67756d032b694fae788d73a2928645f80a47fe64b0efb00000000000000000000000000000000000000000000000000000000835260048301525afa908115610873575f91610844575b506107d457005b60020190156103a9577faae142f80ca679edc386aa72a544087d0952feb71bee5d380ec2c99fe0a6c8509181602092547fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff64ff0000000084861b1691161790556108416040518092610fe5565ba2005b610866915060203d60201161086c575b61085e818361102a565b81019061106b565b856107cd565b503d610854565b6040513d5f823e3d90fd5b836004880155610765565b8763ffffffff837f3873901d000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b61ffff600485015497610738565b63ffffffff907f11090eaf000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b506040517f2880409300000000000000000000000000000000000000000000000000000000815263ffffffff8216600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610873575f91610985575b50610724565b61099e915060203d60201161086c5761085e818361102a565b8861097f565b91505063ffffffff60ff60026109e794015460201c16917f82de65ac000000000000000000000000000000000000000000000000000000005f5216600452610fd7565b156103a95760445260645ffd5b90501588610718565b5060ff600285015460201c1660058110156103a9576004141561070f565b905060ff600284015460201c1660058110156103a95760011490610705565b9094506020813d602011610a71575b81610a566020938361102a565b8101031261029e575161ffff8116810361029e5793856106ef565b3d9150610a49565b3461029e57606060031936011261029e57610a92610fc4565b6024359060443590604051907f6925da900000000000000000000000000000000000000000000000000000000082523360048301526005602483015260208260448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa918215610873575f92610c54575b50610b2581611083565b5083158015610c4c575b610c1c5763ffffffff1690815f52600260205260405f2061ffff60405192610b5684610ff2565b1693848352602083019264ffffffffff4316845260408101878152606082018381528454916801000000000000000083101561059e5760018301808755831015610571577fc1c6e1ea8a6621b1a73870a7d62c180ca81dc4de62bf43b4665a1a54d27189d59661ffff6002946020985f526003895f209102019551167fffffffffffffffffffffffffffffffffffffffffffffffffff0000000000000066ffffffffff00008754935160101b1692161717845551600184015551910155604051908152a4005b82847f4a4c4d5e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b508215610b2f565b9091506020813d602011610c8b575b81610c706020938361102a565b8101031261029e575161ffff8116810361029e579084610b1b565b3d9150610c63565b3461029e575f60031936011261029e57602060405173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461029e57602060031936011261029e57610cfc610fc4565b610d046110dd565b506002610d1082611083565b0160ff815460201c1660058110156103a95760028103610e56575063ffffffff604051927f28804093000000000000000000000000000000000000000000000000000000008452169182600482015260208160248173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610873575f91610e37575b50610e0b576403000000007fffffffffffffffffffffffffffffffffffffffffffffffffffffff00ffffffff8254161790557faae142f80ca679edc386aa72a544087d0952feb71bee5d380ec2c99fe0a6c850602060405160038152a2005b507f11090eaf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b610e50915060203d60201161086c5761085e818361102a565b83610dac565b610e8c9063ffffffff847f82de65ac000000000000000000000000000000000000000000000000000000005f5216600452610fd7565b600360445260645ffd5b3461029e57602060031936011261029e5763ffffffff610eb4610fc4565b610ebd81611083565b50165f52600260205260405f2080549067ffffffffffffffff821161059e5760405191610ef060208260051b018461102a565b8083526020830180925f5260205f205f915b838310610f79578486604051918291602083019060208452518091526040830191905f5b818110610f34575050500390f35b91935091602060806001926060875161ffff815116835264ffffffffff8582015116858401526040810151604084015201516060820152019401910191849392610f26565b60036020600192604051610f8c81610ff2565b64ffffffffff865461ffff8116835260101c168382015284860154604082015260028601546060820152815201920192019190610f02565b6004359063ffffffff8216820361029e57565b60058110156103a957602452565b9060058210156103a95752565b6080810190811067ffffffffffffffff82111761059e57604052565b60e0810190811067ffffffffffffffff82111761059e57604052565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff82111761059e57604052565b9081602091031261029e5751801515810361029e5790565b63ffffffff1690815f525f60205260405f209160ff600284015460201c1660058110156103a957156110b25750565b7f765a6cdf000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b6040517f6925da900000000000000000000000000000000000000000000000000000000081523360048201526002602482015260208160448173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000165afa908115610873575f91611160575090565b90506020813d602011611192575b8161117b6020938361102a565b8101031261029e575161ffff8116810361029e5790565b3d915061116e56fea2646970667358221220d9f9f9f31bb35f9a9b109c2c279dc73d5e0dd0190bc35f1bae58180d00c63d7164736f6c63430008250033",
} as const;
