"""Makes sklearn.json, the values that test/evaluation holds our statistics against.

Debian 12: apt-get install python3-sklearn && /usr/bin/python3 make.py > sklearn.json   (scikit-learn 1.2.1)
"""
import json, numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, r2_score, accuracy_score
import sklearn, scipy
rng=np.random.default_rng(0)
n=60; x=np.round(rng.normal(size=(n,2))*[1,3]+[0,5],4); y=(x[:,0]+0.3*(x[:,1]-5)+rng.normal(size=n)>0).astype(int)
m=x[:40].mean(0); s=x[:40].std(0); z=(x-m)/s
lr=LogisticRegression(C=1e4,tol=1e-12,max_iter=10000).fit(z[:40],y[:40])
p=lr.predict_proba(z[40:])[:,1]
y3=np.digitize(x[:,0]+0.5*rng.normal(size=n),[-0.5,0.6])
lr3=LogisticRegression(C=1e4,tol=1e-10,max_iter=100000,solver='newton-cg').fit(z[:40],y3[:40])
p3=lr3.predict_proba(z[40:])
a=np.round(rng.normal(size=(12,3)),3); b=np.round(a+rng.normal(size=(12,3))*[.2,1,3],3)
sc=np.array([.1,.4,.4,.4,.8,.2,.9,.4]); yy=np.array([0,0,1,0,1,0,1,1])
out=dict(sklearn=sklearn.__version__,x=x.tolist(),y=y.tolist(),y3=y3.tolist(),p=p.tolist(),p3=p3.tolist(),auc=roc_auc_score(y[40:],p),acc=accuracy_score(y[40:],p>.5),auc3=roc_auc_score(y3[40:],p3,multi_class='ovr',average='macro'),acc3=accuracy_score(y3[40:],p3.argmax(1)),a=a.tolist(),b=b.tolist(),r2=[r2_score(a[:,i],b[:,i]) for i in range(3)],ties=dict(scores=sc.tolist(),y=yy.tolist(),auc=roc_auc_score(yy,sc)))
print(json.dumps(out))
