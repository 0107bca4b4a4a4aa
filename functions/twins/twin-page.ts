import { html } from "hono/html";
import type { ItemStatus, TwinStatus } from "./status.ts";

const states: Readonly<Record<ItemStatus["state"], string>> = {
  "in-hand": "在办 in hand",
  closed: "已结束 closed",
  undecided: "待人工处理 needs a person",
  voided: "已撤销 undone",
};

const row = (item: ItemStatus) => html`<tr>
  <td>${item.caseId}</td>
  <td>${item.itemId}</td>
  <td>${item.revision}</td>
  <td>${states[item.state]} ${item.why}</td>
  <td>${item.answers.map(
    ({ type, state, attempts, problem }) =>
      html`<div>${type.replace("lianban.item.", "")}: ${state} (${attempts}) ${problem}</div>`,
  )}</td>
</tr>`;

/**
 * The plain page of a stand-in: that it is one, how it is set, and what it holds. No script, no personal data.
 * `statusPath` is the address of its status as JSON.
 */
export const twinPage = (status: TwinStatus, statusPath: string) => html`<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>部门替身系统 Department twin: ${status.department}</title>
<style>
body { font: 1rem/1.5 "Noto Sans SC", sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #767676; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
</style>
</head>
<body>
<h1>部门替身系统 <span lang="en">Department twin</span></h1>
<p>${status.department}（${status.protocol}）：演示与联调用的模拟系统，不产生任何法律效力。
<span lang="en">A stand-in for demonstrations and integration tests; nothing it says has legal effect.</span></p>
<p>JSON: <a href="${statusPath}">status</a></p>
<h2>旋钮 <span lang="en">Dials</span></h2>
<pre>${JSON.stringify(status.dials, null, 2)}</pre>
<h2>计数 <span lang="en">Counters</span></h2>
<pre>${JSON.stringify(status.metrics, null, 2)}</pre>
<h2>事项（${status.held}） <span lang="en">Items</span></h2>
<table>
<thead><tr><th scope="col">办件 Case</th><th scope="col">事项 Item</th><th scope="col">版本 Revision</th><th scope="col">状态 State</th><th scope="col">答复 Answers</th></tr></thead>
<tbody>${status.items.map(row)}</tbody>
</table>
</body>
</html>`;
