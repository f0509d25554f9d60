import { describeTransactions } from "../support/describeTransactions.ts";

// Everyone shares with everyone, whatever their number.
describeTransactions(40);
