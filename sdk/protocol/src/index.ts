export * from "./errors/codes.ts";
export * from "./errors/FederationError.ts";
