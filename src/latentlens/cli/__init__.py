"""The command line: latentlens tour | ask | world report | reproduce | doctor."""
