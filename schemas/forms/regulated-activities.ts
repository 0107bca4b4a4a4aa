import { message } from "../message.ts";

/**
 * Activities that have needed a permit before the licence (前置审批), by code.
 *
 * A vocabulary only: whether an activity needs its permit on a given day is a dated row of the centre's catalogue,
 * since the State Council's list has changed nearly every year. A row is never removed, so old forms stay readable.
 * @see 国发〔2014〕50号; 工商企注字〔2015〕65号; 优化营商环境条例第十九条
 */
export const regulatedActivities = {
  "hazardous-chemicals": message("危险化学品经营", "trade in hazardous chemicals"),
  fireworks: message("烟花爆竹生产、批发", "production and wholesale of fireworks"),
  "civil-explosives": message("民用爆炸物品生产", "production of civil explosives"),
  blasting: message("爆破作业", "blasting work"),
  "civil-firearms": message("民用枪支（弹药）制造、配售", "making and selling civil firearms and ammunition"),
  crossbows: message("弩的制造、销售", "making and selling crossbows"),
  "security-guards": message("保安服务", "security guard services"),
  pawnbroking: message("典当", "pawnbroking"),
  "financing-guarantee": message("融资担保", "financing guarantees"),
  banking: message("银行业金融机构设立", "founding a bank or credit co-operative"),
  insurance: message("保险公司设立", "founding an insurance company"),
  securities: message("证券公司设立", "founding a securities company"),
  futures: message("期货公司设立", "founding a futures company"),
  tobacco: message("烟草专卖品生产、批发", "production and wholesale of tobacco"),
  courier: message("快递业务", "courier services"),
  publishing: message("出版单位设立、出版物进口", "publishing and import of publications"),
  "satellite-receivers": message(
    "卫星电视广播地面接收设施安装",
    "installing ground receivers of satellite television",
  ),
  aviation: message("公共航空运输、通用航空", "air transport and general aviation"),
  "private-school": message("营利性民办学校", "for-profit private schools"),
  "price-appraisal": message("价格评估", "price appraisal"),
} as const;
