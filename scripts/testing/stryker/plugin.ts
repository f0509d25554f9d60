/** What Stryker loads, in its own process and in each worker. */
import { declareClassPlugin, declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { proseIgnorer } from "./proseIgnorer.ts";
import { UNIT_TESTS_OPTION, UnitTestRunner } from "./UnitTestRunner.ts";

/** @public Stryker reads it. */
export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, "unit-tests", UnitTestRunner),
  declareValuePlugin(PluginKind.Ignore, "prose", proseIgnorer),
];

/** @public Makes the table of tests an option that Stryker knows. */
export const strykerValidationSchema = {
  properties: { [UNIT_TESTS_OPTION]: { type: "object", additionalProperties: { type: "array" } } },
};
