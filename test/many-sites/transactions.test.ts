import { describeTransactions } from "../support/describeTransactions.ts";

// Above 32 sites the neighbours are a random regular graph, not everyone.
describeTransactions(40);
