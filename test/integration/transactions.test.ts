import { describeTransactions } from "../support/describeTransactions.ts";

describeTransactions(4);
