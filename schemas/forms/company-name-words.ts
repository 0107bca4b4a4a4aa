/**
 * Words a company name may not hold, by the item of 企业名称登记管理规定第十一条 they fall under.
 *
 * `clear` words are refused wherever they stand in a part of the name; `ambiguous` ones are refused as a whole part
 * and looked at by a person inside one, since 盛大和 holds 大和 and 今日本草 holds 日本. The lists hold the examples of
 * 企业名称禁限用规则（工商企注字〔2017〕133号） and the plainest of their kind; they are data and may be added to.
 */
export interface ForbiddenWords {
  rule: string;
  item: string;
  what: { zh: string; en: string };
  clear: readonly string[];
  ambiguous: readonly string[];
}

/** See {@link ForbiddenWords}. */
export const forbiddenWords: readonly ForbiddenWords[] = [
  {
    rule: "state-dignity",
    item: "第一项",
    what: { zh: "损害国家尊严或者利益", en: "harms the dignity or interest of the state" },
    clear: ["支那", "大东亚", "福尔摩萨", "福尔摩沙", "满洲国"],
    ambiguous: ["大和"],
  },
  {
    rule: "public-interest",
    item: "第二项",
    what: { zh: "损害社会公共利益或者妨碍公共秩序", en: "harms the public interest or public order" },
    clear: ["黑太阳", "大地主", "九一一", "东突"],
    ambiguous: ["占中"],
  },
  {
    rule: "party-or-organ",
    item: "第三项",
    what: {
      zh: "使用政党、党政军机关、群团组织的名称、简称、特定称谓或部队番号",
      en: "uses the name of a party, a state, party or military organ, a mass organisation or a unit number",
    },
    clear: [
      "共产党",
      "国民党",
      "民主同盟",
      "国务院",
      "人民政府",
      "人民法院",
      "人民检察院",
      "解放军",
      "武装警察",
      "总工会",
      "共青团",
      "共产主义青年团",
      "妇女联合会",
      "市场监督管理局",
      "公安局",
    ],
    ambiguous: ["中共", "人大", "政协", "党委", "武警", "妇联", "政府", "法院", "工会", "海军", "空军"],
  },
  {
    rule: "foreign-state",
    item: "第四项",
    what: {
      zh: "使用外国国家（地区）、国际组织的名称、简称或特定称谓",
      en: "uses the name of a foreign state or an international organisation",
    },
    clear: [
      "美利坚",
      "英吉利",
      "法兰西",
      "德意志",
      "俄罗斯",
      "意大利",
      "西班牙",
      "加拿大",
      "澳大利亚",
      "新加坡",
      "马来西亚",
      "联合国",
      "北大西洋公约",
      "世界贸易组织",
      "世界卫生组织",
    ],
    ambiguous: [
      "美国",
      "英国",
      "法国",
      "德国",
      "俄国",
      "日本",
      "韩国",
      "泰国",
      "印度",
      "欧盟",
      "北约",
      "世贸",
    ],
  },
  {
    rule: "vice",
    item: "第五项",
    what: {
      zh: "含有淫秽、色情、赌博、迷信、恐怖、暴力的内容",
      en: "is obscene, superstitious, terrorist or violent, or speaks of gambling",
    },
    clear: [
      "妻妾成群",
      "色情",
      "淫秽",
      "海洛因",
      "冰毒",
      "推牌九",
      "赌场",
      "赌博",
      "算命",
      "恐怖主义",
      "黑手党",
    ],
    ambiguous: ["鸦片", "暴力", "算卦"],
  },
  {
    rule: "discrimination",
    item: "第六项",
    what: {
      zh: "含有民族、种族、宗教、性别歧视的内容",
      en: "discriminates by ethnicity, race, religion or sex",
    },
    clear: ["鞑子", "蛮夷", "男尊女卑"],
    ambiguous: ["洋鬼子"],
  },
  {
    rule: "public-morals",
    item: "第七项",
    what: {
      zh: "违背公序良俗或者可能有其他不良影响（如以英雄烈士姓名作商业使用）",
      en: "offends public morals, e.g. by trading on the name of a martyr",
    },
    clear: ["董存瑞", "黄继光", "邱少云", "刘胡兰"],
    ambiguous: ["雷锋"],
  },
];

/** Words in the 字号 that make it look better than it may claim to be. 企业名称登记管理规定第十一条第八项. */
export const boastingWords: readonly string[] = [
  "国家级",
  "最高级",
  "最佳",
  "世界级",
  "全球第一",
  "第一品牌",
];

/** Words that need the approval of the State Council at the head of a name. 企业名称登记管理规定第十二条. */
export const stateWords: readonly string[] = ["中国", "中华", "中央", "全国", "国家"];

/** What a company's name may end in. 公司法第七条; the group forms 企业名称登记管理规定第十四条. */
export const organizationForms = {
  limited: [
    "有限责任公司",
    "有限公司",
    "集团有限责任公司",
    "集团有限公司",
    "（集团）有限责任公司",
    "（集团）有限公司",
  ],
  shares: [
    "股份有限公司",
    "股份公司",
    "集团股份有限公司",
    "集团股份公司",
    "（集团）股份有限公司",
    "（集团）股份公司",
  ],
} as const;

/** Provinces, and the cities of Anhui, without the words 省、市、自治区; with the table of divisions, the places a 字号 may not be. */
export const placeNames: readonly string[] =
  "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 合肥 芜湖 淮南 马鞍山 淮北 铜陵 安庆 黄山 阜阳 宿州 滁州 六安 宣城 池州 亳州 蚌埠".split(
    " ",
  );
