// Runs the Provider framework's own runtime, and asks over standard input and output for what it has outside of itself:
// the HTTP response to CloudFormation, the user's functions, the start of the waiter. One JSON object per line.
"use strict";
const path = require("node:path");
const readline = require("node:readline");

const runtime = process.argv[2];
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let logs = [];

const write = (message) => process.stdout.write(JSON.stringify(message) + "\n");

async function ask(question) {
  write(question);
  const answer = JSON.parse((await lines.next()).value);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

const outbound = path.join(runtime, "outbound.js");
require.cache[outbound] = {
  id: outbound,
  filename: outbound,
  loaded: true,
  exports: {
    httpRequest: async (options, body) => { await ask({ ask: "httpRequest", options, body }); },
    invokeFunction: (request) => ask({ ask: "invokeFunction", name: request.FunctionName, payload: request.Payload }),
    startExecution: async (request) => { await ask({ ask: "startExecution", input: request.input }); },
  },
};
console.log = (...words) => logs.push(words.join(" "));
// The runtime waits between two attempts to respond.
global.setTimeout = (done) => setImmediate(done);

process.env.USER_ON_EVENT_FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:on-event";
process.env.USER_IS_COMPLETE_FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:is-complete";
process.env.WAITER_STATE_MACHINE_ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:waiter";
const framework = require(path.join(runtime, "framework.js"));

async function main() {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return;
    const request = JSON.parse(value);
    logs = [];
    try {
      await framework[request.handler](request.event);
      write({ logs });
    } catch (error) {
      write({ logs, threw: { errorType: error.name, errorMessage: error.message, trace: error.stack.split("\n") } });
    }
  }
}

main();
