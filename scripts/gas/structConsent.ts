import { ContractFactory, encodeBytes32String } from "ethers";
import hre from "hardhat";
import { type GasConsortium, type GasFigures, hash, walletOf } from "./GasConsortium.ts";

export const STRUCT_GIVEN = "MedRec-like struct: consent, new patient";
/** Of the patient's own transaction, without relay or signature: beside no figure of ours. */
const STRUCT_WITHDRAWN = "MedRec-like struct: withdrawal";

/** The peer that is measured here: a consent as a struct in a mapping with a list per patient (contracts/mocks). */
export async function measureStructConsent(consortium: GasConsortium): Promise<GasFigures> {
  const { provider, fund, now, sites } = consortium;
  const { abi, bytecode } = await hre.artifacts.readArtifact("StructConsentMock");
  const deployed = await new ContractFactory(abi, bytecode, walletOf("relay").connect(provider)).deploy();
  await deployed.waitForDeployment();
  const sendAs = async (name: string, method: string, args: unknown[]): Promise<number> => {
    const wallet = walletOf(name).connect(provider);
    await fund(wallet.address);
    const to = await deployed.getAddress();
    const sent = await wallet.sendTransaction({ to, data: deployed.interface.encodeFunctionData(method, args) });
    const receipt = await sent.wait();
    return Number(receipt!.gasUsed);
  };
  const purpose = encodeBytes32String("health research");
  const consent = [sites[0]!.account, purpose, now, now + 31_536_000, hash("what the patient was shown")];
  // As above, an earlier patient first: the counter is in use.
  await sendAs("an earlier patient", "giveConsent", consent);
  return {
    [STRUCT_GIVEN]: await sendAs("patient", "giveConsent", consent),
    [STRUCT_WITHDRAWN]: await sendAs("patient", "withdrawConsent", [2]),
  };
}
