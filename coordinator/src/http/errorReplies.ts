import { type ErrorCode, FederationError, isFederationError } from "@consilium/sdk/index.ts";
import type { ErrorReply } from "@consilium/sdk/schemas/controlPlane.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { FastifyError, FastifyInstance, FastifySchemaValidationError } from "fastify";

/** How fastify's own refusals read in our terms. Everything else it throws with a 4xx status is a malformed request. */
const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "TOO_LARGE",
  FST_ERR_MAX_PARAM_LENGTH: "TOO_LARGE",
  ERR_HTTP_REQUEST_TIMEOUT: "REQUEST_TIMEOUT",
};

/** One place where an error becomes a reply: code and public text leave; message, field of our own and cause stay. */
export function registerErrorReplies(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler<FastifyError | Error>((error, request, reply) => {
    const known = recognise(error);
    if (known === undefined) {
      logger.error({ err: error, route: request.routeOptions.url, requestId: request.id }, "A request failed.");
      return send(reply, new FederationError("INTERNAL", "unexpected"), undefined);
    }
    if (known.httpStatus >= 500) {
      logger.warn({ err: known, route: request.routeOptions.url, requestId: request.id }, "A request failed.");
    }
    return send(reply, known, fieldAtFault(error));
  });
  app.setNotFoundHandler((_request, reply) =>
    send(reply, new FederationError("NOT_FOUND", "No such route."), undefined),
  );
}

interface Replier {
  code(status: number): Replier;
  type(contentType: string): Replier;
  header(name: string, value: string): Replier;
  send(body: ErrorReply): unknown;
}

function send(reply: Replier, error: FederationError, field: string | undefined): unknown {
  if (error.code === "UNAUTHORISED") reply.header("www-authenticate", "Bearer");
  return reply
    .code(error.httpStatus)
    .type("application/json; charset=utf-8")
    .send({ ...error.toPublic(), ...(field === undefined ? {} : { field }) });
}

function recognise(error: FastifyError | Error): FederationError | undefined {
  if (isFederationError(error)) return error;
  const { statusCode, code } = error as Partial<FastifyError>;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return new FederationError(FASTIFY_CODES[code ?? ""] ?? "REQUEST_INVALID", "The HTTP request is malformed.", {
    cause: error,
  });
}

/** `body.requests.0.nonce`; only names the schema knows or plain words, never a value. */
function fieldAtFault(error: FastifyError | Error): string | undefined {
  const { validation, validationContext } = error as Partial<FastifyError>;
  const first = validation?.[0];
  if (first === undefined) return undefined;
  const path = first.instancePath
    .split("/")
    .filter((part) => part !== "")
    .map(plainWord);
  return [validationContext ?? "request", ...path, ...missingOrExtra(first)].join(".");
}

function missingOrExtra(fault: FastifySchemaValidationError): string[] {
  const names = fault.params.requiredProperties ?? fault.params.additionalProperties;
  const [name] = Array.isArray(names) ? names : [];
  return typeof name === "string" ? [plainWord(name)] : [];
}

/** A caller may choose a property's name, so it is echoed only if it is a short plain word. */
function plainWord(name: string): string {
  return /^[A-Za-z0-9._-]{1,40}$/.test(name) ? name : "?";
}
