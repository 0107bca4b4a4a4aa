import { message } from "../../../schemas/message.ts";
import type { Department } from "../catalog.ts";

/**
 * The departments of the construction line, and who collects its fees. Codes stand in the zone GB 11714 reserves for
 * self-defined use.
 *
 * Fire design and acceptance are decided by 住房和城乡建设 since 2019 (消防法第十一条、第十三条), planning and land by one bureau:
 * the rows keep offices of one bureau apart, because each answers for itself. A centre where one answers for another gives
 * the item the status `delegated`.
 */
export const constructionDepartments: readonly Department[] = [
  {
    id: "planning",
    name: message(
      "蚌埠市自然资源和规划局（规划）",
      "Bengbu Bureau of Natural Resources and Planning (planning)",
    ),
    code: "11340300PDY002015Q",
  },
  {
    id: "land",
    name: message("蚌埠市自然资源和规划局（土地）", "Bengbu Bureau of Natural Resources and Planning (land)"),
    code: "11340300PDY002023K",
  },
  {
    id: "housing-construction",
    name: message("蚌埠市住房和城乡建设局", "Bengbu Bureau of Housing and Urban-Rural Development"),
    code: "11340300PDY002031E",
  },
  {
    id: "fire-rescue",
    name: message(
      "蚌埠市住房和城乡建设局（消防审验）",
      "Bengbu Bureau of Housing and Urban-Rural Development (fire review)",
    ),
    code: "11340300PDY00204X6",
  },
  {
    id: "civil-air-defence",
    name: message("蚌埠市人民防空办公室", "Bengbu Civil Air Defence Office"),
    code: "11340300PDY0020586",
  },
  {
    id: "meteorology",
    name: message("蚌埠市气象局", "Bengbu Meteorological Bureau"),
    code: "11340300PDY0020661",
  },
  {
    id: "ecology-environment",
    name: message("蚌埠市生态环境局", "Bengbu Bureau of Ecology and Environment"),
    code: "11340300PDY002074U",
  },
  {
    id: "water-resources",
    name: message("蚌埠市水利局", "Bengbu Bureau of Water Resources"),
    code: "11340300PDY002082N",
  },
  {
    id: "landscaping",
    name: message("蚌埠市园林管理局", "Bengbu Bureau of Landscaping"),
    code: "11340300PDY002090H",
  },
  {
    id: "archives",
    name: message("蚌埠市城市建设档案馆", "Bengbu Urban Construction Archives"),
    code: "11340300PDY0021037",
  },
  {
    id: "urban-management",
    name: message("蚌埠市城市管理局", "Bengbu Bureau of Urban Management"),
    code: "11340300PDY0021112",
  },
  {
    id: "finance",
    name: message("蚌埠市财政局（非税收入）", "Bengbu Finance Bureau (non-tax revenue)"),
    code: "11340300PDY00212XR",
    isPaymentChannel: true,
  },
];
